/**
 * What the API server tells about fields (its OpenAPI document), in the words of Kubernetes v1.34. Fidelity: the fields of a
 * pod that the lessons are about; other fields and kinds are not explained.
 */

export interface FieldSchema {
  /** As it is shown: `string`, `[]PodDNSConfigOption`. */
  readonly type: string;
  /** The schema of the type, when it has fields of its own. */
  readonly of?: string;
  readonly description: string;
  readonly enum?: readonly string[];
}

export interface Schema {
  readonly description: string;
  readonly required?: readonly string[];
  readonly fields: Readonly<Record<string, FieldSchema>>;
}

/** By the name of the type; that of a kind is the kind. */
export const SCHEMAS: Readonly<Record<string, Schema>> = {
  Pod: {
    description:
      'Pod is a collection of containers that can run on a host. This resource is created by clients and scheduled onto hosts.',
    fields: {
      spec: {
        type: 'PodSpec',
        of: 'PodSpec',
        description:
          'Specification of the desired behavior of the pod. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#spec-and-status',
      },
    },
  },
  PodSpec: {
    description: 'PodSpec is a description of a pod.',
    required: ['containers'],
    fields: {
      containers: {
        type: '[]Container',
        of: 'Container',
        description:
          'List of containers belonging to the pod. Containers cannot currently be added or removed. There must be at least one container in a Pod. Cannot be updated.',
      },
      dnsConfig: {
        type: 'PodDNSConfig',
        of: 'PodDNSConfig',
        description:
          'Specifies the DNS parameters of a pod. Parameters specified here will be merged to the generated DNS configuration based on DNSPolicy.',
      },
      dnsPolicy: {
        type: 'string',
        description:
          'Set DNS policy for the pod. Defaults to "ClusterFirst". Valid values are \'ClusterFirstWithHostNet\', \'ClusterFirst\', \'Default\' or \'None\'. DNS parameters given in DNSConfig will be merged with the policy selected with DNSPolicy. To have DNS options set along with hostNetwork, you have to explicitly set DNS policy to \'ClusterFirstWithHostNet\'.\n\nPossible enum values:\n - `"ClusterFirst"` indicates that the pod should use cluster DNS first unless hostNetwork is true, if it is available, then fall back on the default (as determined by kubelet) DNS settings.\n - `"ClusterFirstWithHostNet"` indicates that the pod should use cluster DNS first, if it is available, then fall back on the default (as determined by kubelet) DNS settings.\n - `"Default"` indicates that the pod should use the default (as determined by kubelet) DNS settings.\n - `"None"` indicates that the pod should use empty DNS settings. DNS parameters such as nameservers and search paths should be defined via DNSConfig.',
        enum: ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'],
      },
      shareProcessNamespace: {
        type: 'boolean',
        description:
          'Share a single process namespace between all of the containers in a pod. When this is set containers will be able to view and signal processes from other containers in the same pod, and the first process in each container will not be assigned PID 1. HostPID and ShareProcessNamespace cannot both be set. Optional: Default to false.',
      },
      terminationGracePeriodSeconds: {
        type: 'integer',
        description:
          'Optional duration in seconds the pod needs to terminate gracefully. May be decreased in delete request. Value must be non-negative integer. The value zero indicates stop immediately via the kill signal (no opportunity to shut down). If this value is nil, the default grace period will be used instead. The grace period is the duration in seconds after the processes running in the pod are sent a termination signal and the time when the processes are forcibly halted with a kill signal. Set this value longer than the expected cleanup time for your process. Defaults to 30 seconds.',
      },
    },
  },
  PodDNSConfig: {
    description: 'PodDNSConfig defines the DNS parameters of a pod in addition to those generated from DNSPolicy.',
    fields: {
      nameservers: {
        type: '[]string',
        description:
          'A list of DNS name server IP addresses. This will be appended to the base nameservers generated from DNSPolicy. Duplicated nameservers will be removed.',
      },
      options: {
        type: '[]PodDNSConfigOption',
        of: 'PodDNSConfigOption',
        description:
          'A list of DNS resolver options. This will be merged with the base options generated from DNSPolicy. Duplicated entries will be removed. Resolution options given in Options will override those that appear in the base DNSPolicy.',
      },
      searches: {
        type: '[]string',
        description:
          'A list of DNS search domains for host-name lookup. This will be appended to the base search paths generated from DNSPolicy. Duplicated search paths will be removed.',
      },
    },
  },
  PodDNSConfigOption: {
    description: 'PodDNSConfigOption defines DNS resolver options of a pod.',
    fields: {
      name: { type: 'string', description: "Name is this DNS resolver option's name. Required." },
      value: { type: 'string', description: "Value is this DNS resolver option's value." },
    },
  },
  Container: {
    description: 'A single application container that you want to run within a pod.',
    required: ['name'],
    fields: {
      name: {
        type: 'string',
        description:
          'Name of the container specified as a DNS_LABEL. Each container in a pod must have a unique name (DNS_LABEL). Cannot be updated.',
      },
    },
  },
};
