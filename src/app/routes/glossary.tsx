/** The words of the course. */
export default function Glossary() {
  return (
    <>
      <h1>Glossary</h1>
      <p>Nothing here yet.</p>
    </>
  );
}
