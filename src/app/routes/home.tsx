/** The course map. */
import { Link } from 'react-router';
import course from '../../../content/course.ts';

export default function Home() {
  return (
    <>
      <h1>See what really happens inside a pod.</h1>
      <ol>
        {course.map(({ id, title, question, built, sections }) => (
          <li key={id}>
            <h2>{title}</h2>
            <p>{question}</p>
            {built && sections[0] !== undefined ? (
              <Link to={`/learn/${id}/${sections[0].id}`}>Start with {title}</Link>
            ) : (
              <p>Coming</p>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}
