/** What you have read, solved and answered. */
export default function Progress() {
  return (
    <>
      <h1>Progress</h1>
      <p>Nothing here yet.</p>
    </>
  );
}
