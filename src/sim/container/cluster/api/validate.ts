/** The most usual reasons why the API server refuses an object, in its words (apimachinery validation, pkg/apis/core/validation). */
import { at, items, pairs, str } from '../../cli/apiserver/json.ts';
import { ApiError, type Cause, type KubeObject } from '../../cluster-api.ts';
import type { Json } from '../../engine-api.ts';

const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const WORDS = {
  subdomain:
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
  label:
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
};

const quoted = (v: string): string => JSON.stringify(v);

function oneOf(field: string, value: string, allowed: readonly string[]): readonly Cause[] {
  if (value === '' || allowed.includes(value)) return [];
  return [
    { field, message: `Unsupported value: ${quoted(value)}: supported values: ${allowed.map(quoted).join(', ')}` },
  ];
}

function pod(spec: Json, path: string): readonly Cause[] {
  const containers = items(spec, 'containers');
  const policy = str(spec, 'dnsPolicy');
  return [
    ...(containers.length === 0 ? [{ field: `${path}.containers`, message: 'Required value' }] : []),
    ...containers.flatMap((c, i): readonly Cause[] => {
      const at = `${path}.containers[${i}]`;
      const name = str(c, 'name');
      return [
        ...(name === '' ? [{ field: `${at}.name`, message: 'Required value' }] : []),
        ...(name !== '' && !LABEL.test(name)
          ? [{ field: `${at}.name`, message: `Invalid value: ${quoted(name)}: ${WORDS.label}` }]
          : []),
        ...(containers.findIndex((each) => str(each, 'name') === name) < i
          ? [{ field: `${at}.name`, message: `Duplicate value: ${quoted(name)}` }]
          : []),
        ...(str(c, 'image') === '' ? [{ field: `${at}.image`, message: 'Required value' }] : []),
      ];
    }),
    ...oneOf(`${path}.restartPolicy`, str(spec, 'restartPolicy'), ['Always', 'OnFailure', 'Never']),
    ...oneOf(`${path}.dnsPolicy`, policy, ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None']),
    ...(policy === 'None' && items(spec, 'dnsConfig', 'nameservers').length === 0
      ? [
          at(spec, 'dnsConfig') === undefined
            ? {
                field: `${path}.dnsConfig`,
                message: 'Required value: must provide `dnsConfig` when `dnsPolicy` is None',
              }
            : {
                field: `${path}.dnsConfig.nameservers`,
                message: 'Required value: must provide at least one DNS nameserver when `dnsPolicy` is None',
              },
        ]
      : []),
    ...(items(spec, 'dnsConfig', 'nameservers').length > 3
      ? [
          {
            field: `${path}.dnsConfig.nameservers`,
            message: `Invalid value: ${JSON.stringify(at(spec, 'dnsConfig', 'nameservers'))}: must not have more than 3 nameservers`,
          },
        ]
      : []),
  ];
}

function workload(o: KubeObject): readonly Cause[] {
  const selector = at(o, 'spec', 'selector', 'matchLabels');
  const labels = at(o, 'spec', 'template', 'metadata', 'labels') ?? {};
  const wanted = pairs(selector);
  if (wanted.length === 0)
    return [
      { field: 'spec.selector', message: 'Required value' },
      ...pod(at(o, 'spec', 'template', 'spec') ?? null, 'spec.template.spec'),
    ];
  const fits = wanted.every(([key, value]) => str(labels, key) === value);
  return [
    ...(fits
      ? []
      : [
          {
            field: 'spec.template.metadata.labels',
            message: `Invalid value: ${JSON.stringify(labels)}: \`selector\` does not match template \`labels\``,
          },
        ]),
    ...pod(at(o, 'spec', 'template', 'spec') ?? null, 'spec.template.spec'),
  ];
}

function causesOf(o: KubeObject): readonly Cause[] {
  const { name } = o.metadata;
  const strict = o.kind === 'Service' || o.kind === 'Namespace';
  const named: readonly Cause[] = (strict ? LABEL : SUBDOMAIN).test(name)
    ? []
    : [
        {
          field: 'metadata.name',
          message: `Invalid value: ${quoted(name)}: ${strict ? WORDS.label : WORDS.subdomain}`,
        },
      ];
  switch (o.kind) {
    case 'Pod':
      return [...named, ...pod(at(o, 'spec') ?? null, 'spec')];
    case 'Deployment':
    case 'ReplicaSet':
      return [...named, ...workload(o)];
    case 'Service':
      return [
        ...named,
        ...oneOf('spec.type', str(o, 'spec', 'type'), ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort']),
        ...(str(o, 'spec', 'type') !== 'ExternalName' &&
        str(o, 'spec', 'clusterIP') !== 'None' &&
        items(o, 'spec', 'ports').length === 0
          ? [{ field: 'spec.ports', message: 'Required value' }]
          : []),
      ];
    default:
      return named;
  }
}

const goKind = (v: Json): string =>
  typeof v === 'boolean' ? 'bool' : typeof v === 'number' ? 'number' : Array.isArray(v) ? 'array' : 'object';

/** Maps of strings that hold something else: the decoder's complaint. YAML makes numbers and booleans of bare words. */
function undecodable(o: KubeObject): ApiError | undefined {
  const maps: readonly (readonly [field: string, map: Json | undefined])[] = [
    ['ObjectMeta.metadata.labels', at(o, 'metadata', 'labels')],
    ['ObjectMeta.metadata.annotations', at(o, 'metadata', 'annotations')],
    ...(o.kind === 'ConfigMap' || o.kind === 'Secret' ? [[`${o.kind}.data`, at(o, 'data')] as const] : []),
    ...['spec', 'template'].flatMap((where) =>
      items(o, ...(where === 'spec' ? ['spec'] : ['spec', 'template', 'spec']), 'containers').flatMap((c) =>
        items(c, 'env').map(
          (e) =>
            [
              `EnvVar.spec.${where === 'spec' ? '' : 'template.spec.'}containers.env.value`,
              { value: at(e, 'value') ?? '' },
            ] as const,
        ),
      ),
    ),
  ];
  for (const [field, map] of maps)
    for (const value of typeof map === 'object' && map !== null
      ? Object.values(map as Readonly<Record<string, Json>>)
      : [])
      if (typeof value !== 'string' && value !== null)
        return new ApiError(
          400,
          'BadRequest',
          `${o.kind} in version ${quoted(o.apiVersion.split('/').at(-1) ?? '')} cannot be handled as a ${o.kind}: json: cannot unmarshal ${goKind(value)} into Go struct field ${field} of type string`,
        );
  return undefined;
}

export function refusalOf(o: KubeObject, group: string): ApiError | undefined {
  const wrong = undecodable(o);
  if (wrong) return wrong;
  const causes = causesOf(o);
  if (causes.length === 0) return undefined;
  const kind = o.kind + (group === '' ? '' : `.${group}`);
  const list = causes.map((c) => `${c.field}: ${c.message}`);
  const message = `${kind} ${quoted(o.metadata.name)} is invalid: ${list.length === 1 ? (list[0] as string) : `[${list.join(', ')}]`}`;
  return new ApiError(422, 'Invalid', message, { kind: o.kind, name: o.metadata.name, causes });
}
