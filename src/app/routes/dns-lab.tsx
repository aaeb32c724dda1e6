/** The playground of lesson 3: one name, several resolvers, one axis. */
import { Playground } from '../../ui/dns/playground.tsx';
import { Frame } from '../frame.tsx';
import css from './dns-lab.module.css';

export default function DnsLab() {
  return (
    <Frame wide>
      <div className={css['head']}>
        <h1>Who asks what, and when</h1>
        <p>
          The same name, the same files, the same name servers: each resolver is a model that sends the queries that the
          real one sends, checked against recordings of it. Change anything.
        </p>
      </div>
      <Playground />
    </Frame>
  );
}
