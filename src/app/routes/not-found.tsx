/** An address that the course does not have. */
import { LinkButton } from '../../ui/components/button.tsx';
import { Frame } from '../frame.tsx';

export default function NotFound() {
  return (
    <Frame>
      <h1>There is no page here.</h1>
      <p>
        The address may be old or mistyped. The course map knows the way to everything there is; so does the search
        (Ctrl K).
      </p>
      <p>
        <LinkButton to="/" look="primary">
          Back to the course map
        </LinkButton>
      </p>
    </Frame>
  );
}
