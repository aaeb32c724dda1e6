/** The options that stand before a docker command. */
import { bool, flag, type FlagSpec } from '../layer/flags.ts';
import { STRING } from '../layer/kinds.ts';
import { LIST } from './kinds.ts';

export function globalFlags(home: string): readonly FlagSpec[] {
  const dir = `${home}/.docker`;
  return [
    flag('config', '', STRING, 'Location of client config files', { def: dir }),
    flag(
      'context',
      'c',
      STRING,
      'Name of the context to use to connect to the daemon (overrides DOCKER_HOST env var and default context set with "docker context use")',
    ),
    bool('debug', 'D', 'Enable debug mode'),
    flag('host', 'H', LIST, 'Daemon socket to connect to'),
    flag('log-level', 'l', STRING, 'Set the logging level ("debug", "info", "warn", "error", "fatal")', {
      def: 'info',
    }),
    bool('tls', '', 'Use TLS; implied by --tlsverify'),
    flag('tlscacert', '', STRING, 'Trust certs signed only by this CA', { def: `${dir}/ca.pem` }),
    flag('tlscert', '', STRING, 'Path to TLS certificate file', { def: `${dir}/cert.pem` }),
    flag('tlskey', '', STRING, 'Path to TLS key file', { def: `${dir}/key.pem` }),
    bool('tlsverify', '', 'Use TLS and verify the remote'),
    bool('version', 'v', 'Print version information and quit'),
  ];
}
