/** Lesson 3 as the course map knows it. */
import type { Lesson } from '../../src/lesson/index.ts';

export default {
  id: 'dns',
  title: 'DNS in Kubernetes',
  question: 'Why does one name take eight queries, or twenty seconds?',
  built: true,
  checkedAgainst: 'glibc 2.36, musl 1.2.5, Go 1.19',
  sections: [
    {
      id: 'eight-queries',
      title: 'One name, many queries',
      minutes: 7,
      summary:
        'What `search` and `ndots:5` make of a name, why everything is asked twice, and what a final dot is worth.',
      lab: { scenario: 'dns-cluster', options: { ndots: '5' }, view: 'network' },
    },
    {
      id: 'who-writes',
      title: 'Who writes resolv.conf, who reads it',
      minutes: 7,
      summary:
        'The four values of dnsPolicy, dnsConfig, the trap of hostNetwork, and what a program reads before it asks.',
      lab: { scenario: 'dns-policy', options: { policy: 'ClusterFirst' }, view: 'network' },
    },
    {
      id: 'alpine',
      title: 'The same name on Alpine',
      minutes: 8,
      summary: 'Names that Debian finds and Alpine does not: ndots, SERVFAIL, empty answers. And is musl faster?',
      lab: { scenario: 'dns-cluster', options: { ndots: '1' }, view: 'network' },
    },
    {
      id: 'silence',
      title: 'Twenty seconds of silence',
      minutes: 8,
      summary: 'A name server that does not answer, or answers late: who waits how long, and who gives up at once.',
      lab: { scenario: 'dns-cluster', options: { ndots: '5' }, view: 'network' },
    },
    {
      id: 'five-seconds',
      title: 'Exactly five seconds',
      minutes: 8,
      summary: 'Two packets, one socket, one lost: the conntrack race, and what each resolver makes of it.',
      lab: { scenario: 'dns-five-seconds', options: { loss: 'race' }, view: 'network' },
    },
    {
      id: 'coredns',
      title: 'What CoreDNS answers',
      minutes: 8,
      summary: 'Services, headless ones, SRV, pods, ExternalName; the Corefile, its plugins, and what autopath saves.',
      lab: { scenario: 'dns-cluster', options: { ndots: '5' }, view: 'network' },
    },
    {
      id: 'debug',
      title: 'Debug it, in order',
      minutes: 7,
      summary:
        'Seven questions from the file to the packet, and which tools answer a different question than your app.',
      lab: { scenario: 'dns-upstream', options: { fault: 'silent' }, view: 'network' },
    },
    {
      id: 'incidents',
      title: 'Three incidents, replayed',
      minutes: 8,
      summary: 'Five-second lookups, two name servers that disagree, and a policy that took the names away.',
      lab: { scenario: 'dns-five-seconds', options: { loss: 'race' }, view: 'network' },
    },
    {
      id: 'one-page',
      title: 'All of it on one page',
      minutes: 3,
      summary: 'The summary to print: the list, the three libraries, the seconds, the answers, the order of questions.',
      lab: { scenario: 'dns-cluster', options: { ndots: '5' }, view: 'network' },
    },
  ],
  quizQuestions: 20,
} satisfies Lesson;
