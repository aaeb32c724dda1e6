/** Objects that kubectl makes on the lab's cluster, and what their controllers do. */
import { expect, test } from 'vitest';
import { HeadlessTerminal } from '../../../../testkit/lab/terminal.ts';
import { clusterDns, onePod, type TerminalSpec } from '../../../lab/index.ts';

const NODE: readonly TerminalSpec[] = [{ kind: 'node' }];

function node(): (command: string) => string {
  const terminal = new HeadlessTerminal(onePod([{ name: 'web', image: 'lab/web:1', argv: ['/app/web'] }], {}, NODE));
  return (command) => terminal.command(command, 900).output;
}

test('a deployment has a replica set, that has pods, and scaling works', () => {
  const out = node();
  expect(out('kubectl create deployment shop --image=lab/web:1 --replicas=3')).toBe('deployment.apps/shop created\n');
  expect(out('sleep 1; kubectl get deploy shop')).toMatch(/shop +3\/3 +3 +3 /);
  expect(out('kubectl get rs')).toMatch(/shop-[a-z0-9]{10} +3 +3 +3 /);
  expect(out('kubectl get pods -l app=shop -o name').split('\n')).toHaveLength(4);
  out('kubectl scale deploy shop --replicas=1');
  expect(out('sleep 5; kubectl get pods -l app=shop -o name').split('\n')).toHaveLength(2);
  out('kubectl delete pod -l app=shop');
  expect(out('kubectl get deploy shop')).toMatch(/shop +1\/1 /);
  expect(out('kubectl describe deploy shop')).toMatch(/Scaled down replica set shop-[a-z0-9]+ from 3 to 1/);
  out('kubectl delete deploy shop');
  expect(out('sleep 5; kubectl get deploy,rs -o name; kubectl get pods -o name')).toBe('pod/web-0\n');
});

test('a new image is rolled out, the history is kept, and undone', () => {
  const out = node();
  out('kubectl create deployment shop --image=lab/web:1 --replicas=2; sleep 1');
  expect(out('kubectl set image deploy/shop web=lab/go:1; kubectl rollout status deploy/shop')).toMatch(
    /image updated\n(Waiting[^\n]*\n)*deployment "shop" successfully rolled out\n$/,
  );
  expect(out('kubectl rollout history deploy/shop')).toContain('1         <none>\n2         <none>\n');
  expect(out('kubectl rollout undo deploy/shop')).toBe('deployment.apps/shop rolled back\n');
  expect(out("sleep 5; kubectl get deploy shop -o jsonpath='{.spec.template.spec.containers[0].image}'")).toBe(
    'lab/web:1',
  );
  expect(out('kubectl get deploy shop')).toMatch(/shop +2\/2 +2 +2 /);
});

test('services have addresses and endpoints', () => {
  const out = node();
  out(
    'kubectl create deployment shop --image=lab/web:1 --replicas=2; kubectl expose deploy shop --port=80 --target-port=8080',
  );
  expect(out('sleep 1; kubectl get svc')).toMatch(
    /kubernetes +ClusterIP +10\.96\.0\.1 [^]*shop +ClusterIP +10\.96\.\d+\.\d+ +<none> +80\/TCP/,
  );
  expect(out('kubectl get endpointslices')).toMatch(/shop-\w{5} +IPv4 +8080 +10\.244\.0\.\d+,10\.244\.0\.\d+ /);
  expect(out('kubectl create service clusterip db --clusterip=None; kubectl get svc db')).toMatch(
    /db +ClusterIP +None /,
  );
  expect(out('kubectl create service externalname ext --external-name=db.example.com; kubectl get svc ext')).toMatch(
    /ext +ExternalName +<none> +db\.example\.com +<none> /,
  );
});

test('a pod is pulled for, run, waited for, debugged; an unknown image is not there', () => {
  const out = node();
  expect(out('kubectl run box --image=busybox:1.36 -- sleep 1000; kubectl get pod box')).toMatch(
    /box +0\/1 +ContainerCreating/,
  );
  expect(out('kubectl wait --for=condition=Ready pod/box')).toBe('pod/box condition met\n');
  expect(out('kubectl debug box --image=busybox:1.36 --target=box -c dbg -q --profile=general -- sleep 500')).toBe('');
  expect(out('sleep 2; kubectl exec box -c dbg -- ps -o comm')).toMatch(/sleep\nsleep\n/);
  out('kubectl run bad --image=nope/nope:1');
  expect(out('sleep 4; kubectl get pod bad')).toMatch(/bad +0\/1 +ImagePullBackOff/);
  expect(out('kubectl describe pod bad')).toContain(
    'failed to resolve reference "docker.io/nope/nope:1": docker.io/nope/nope:1: not found',
  );
  expect(out('kubectl wait --for=condition=Ready pod/bad --timeout=2s')).toBe(
    'error: timed out waiting for the condition on pods/bad\n',
  );
});

test('labels of pods change, other fields do not', () => {
  const out = node();
  out('kubectl label pod web-0 tier=front; kubectl annotate pod web-0 note=hi');
  expect(out("kubectl get pod web-0 --show-labels -o jsonpath='{.metadata.labels}{.metadata.annotations}'")).toBe(
    '{"app":"web","tier":"front"}{"note":"hi"}',
  );
  expect(out(`kubectl patch pod web-0 -p '{"spec":{"hostname":"x"}}'`)).toContain(
    'The Pod "web-0" is invalid: spec: Forbidden: pod updates may not change fields other than',
  );
  out('kubectl set image pod/web-0 web=lab/go:1');
  expect(out('sleep 12; kubectl get pod web-0')).toMatch(/1\/1 +Running +1 /);
  expect(out('kubectl get events')).toContain('Container web definition changed, will be restarted');
});

test('apply creates, changes what differs, says what is wrong', () => {
  const out = node();
  const manifest = (value: string): string =>
    `printf 'apiVersion: v1\\nkind: ConfigMap\\nmetadata:\\n  name: c\\ndata:\\n  a: ${value}\\n' > c.yaml`;
  expect(out(`${manifest('one')}; kubectl apply -f c.yaml; kubectl apply -f c.yaml`)).toBe(
    'configmap/c created\nconfigmap/c unchanged\n',
  );
  expect(out(`${manifest('two')}; kubectl diff -f c.yaml; kubectl apply -f c.yaml`)).toMatch(
    /-  a: one\n\+  a: two\n[^]*configmap\/c configured\n$/,
  );
  expect(out(`${manifest('3')}; kubectl apply -f c.yaml`)).toContain(
    'cannot unmarshal number into Go struct field ConfigMap.data of type string',
  );
  expect(
    out(
      `printf 'apiVersion: v1\\nkind: Pod\\nmetadata:\\n  name: p\\nspec:\\n  dnsPolicy: Never\\n' | kubectl apply -f -`,
    ),
  ).toBe(
    'The Pod "p" is invalid: \n* spec.containers: Required value\n* spec.dnsPolicy: Unsupported value: "Never": supported values: "ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"\n',
  );
  expect(out('kubectl get cm c -o jsonpath={.data.a}; kubectl delete -f c.yaml')).toBe(
    'twoconfigmap "c" deleted from default namespace\n',
  );
});

test('a namespace takes its objects along; contexts choose one', () => {
  const out = node();
  out('kubectl create ns lab; kubectl create deployment d -n lab --image=lab/web:1; sleep 1');
  expect(out('kubectl get pods -n lab')).toMatch(/d-\w+-\w{5} +1\/1 +Running/);
  expect(out('kubectl config set-context --current --namespace=lab; kubectl get deploy')).toMatch(
    /modified\.\nNAME[^]*d +1\/1/,
  );
  expect(out('kubectl delete ns lab; sleep 5; kubectl get all')).toBe(
    'namespace "lab" deleted\nNo resources found in lab namespace.\n',
  );
});

test('get -w tells of every change in a row; Ctrl-C ends it', () => {
  const terminal = new HeadlessTerminal(onePod([{ name: 'web', image: 'lab/web:1', argv: ['/app/web'] }], {}, NODE));
  terminal.command('kubectl create deployment shop --image=lab/web:1');
  terminal.command(
    '(sleep 2; kubectl scale deploy shop --replicas=2; sleep 2; kubectl delete pod web-0 --wait=false) > /dev/null & ',
  );
  const { output } = terminal.command('timeout -s INT 12 kubectl get pods -w');
  expect(output).toMatch(
    /^NAME +READY +STATUS +RESTARTS +AGE\nshop-\w+-\w{5} +1\/1 +Running +0 +\d+s\nweb-0 +1\/1 +Running/,
  );
  expect(output).toMatch(/web-0 +1\/1 +Terminating +0 +\d+s\nweb-0 /);
  expect(output.match(/^NAME/gm)).toHaveLength(1);
});

test('edit sends what the editor saves', () => {
  const out = node();
  out('kubectl create cm c --from-literal=a=one');
  expect(out('KUBE_EDITOR="sed -i s/one/two/" kubectl edit cm c')).toBe('configmap/c edited\n');
  expect(out('kubectl get cm c -o jsonpath={.data}')).toBe('{"a":"two"}');
  expect(out('KUBE_EDITOR=true kubectl edit cm c')).toBe('Edit cancelled, no changes made.\n');
  expect(out('KUBE_EDITOR=nope kubectl edit cm c')).toContain('error: unable to launch the editor "nope"');
});

test('run -it is a shell in a pod of its own', () => {
  const terminal = new HeadlessTerminal(onePod([{ name: 'web', image: 'lab/web:1', argv: ['/app/web'] }], {}, NODE));
  const ended = terminal.command(
    'kubectl run box --rm -it --restart=Never --image=busybox:1.36 -- sh -c "tty; exit 3"',
  );
  expect(ended.output).toContain("If you don't see a command prompt, try pressing enter.\n");
  expect(ended.output).toMatch(
    /\/dev\/pts\/0\r?\npod "box" deleted from default namespace\npod default\/box terminated \(Error\)\n/,
  );
  expect(ended.status).toBe(3);
});

test('a lab may bring objects of its own', () => {
  const init = {
    ...onePod([{ name: 'web', image: 'lab/web:1', argv: ['/app/web'] }], {}, NODE),
    objects: clusterDns(),
  };
  const terminal = new HeadlessTerminal(init);
  const out = (command: string): string => terminal.command(command, 900).output;
  expect(out('sleep 1; kubectl get svc,endpointslices -n kube-system')).toMatch(
    /service\/kube-dns +ClusterIP +10\.96\.0\.10 +<none> +53\/UDP,53\/TCP,9153\/TCP [^]*kube-dns-\w{5} +IPv4 +53,53,9153 +10\.244\.0\.\d+,10\.244\.0\.\d+ /,
  );
  expect(out('kubectl cluster-info')).toContain(
    'CoreDNS is running at https://127.0.0.1:6443/api/v1/namespaces/kube-system/services/kube-dns:dns/proxy\n',
  );
  out('kubectl scale deploy coredns -n kube-system --replicas=1');
  expect(out('sleep 40; kubectl get endpointslices -n kube-system')).toMatch(/10\.244\.0\.\d+ +\d+s\n$/);
});

test("a pod's resolv.conf follows its policy", () => {
  const out = node();
  expect(out('kubectl exec web-0 -- cat /etc/resolv.conf')).toBe(
    'search default.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n',
  );
  out(
    `printf 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  dnsPolicy: None\n  dnsConfig:\n    nameservers: [1.1.1.1]\n    options:\n    - name: ndots\n      value: "2"\n  containers:\n  - name: p\n    image: lab/web:1\n' | kubectl apply -f -; sleep 1`,
  );
  expect(out('kubectl exec p -- cat /etc/resolv.conf')).toBe('nameserver 1.1.1.1\noptions ndots:2\n');
});

test('a command runs in a pod of a deployment; templates print what they name', () => {
  const out = node();
  out('kubectl create deployment shop --image=lab/web:1; sleep 1');
  expect(out('kubectl exec deploy/shop -- cat /proc/1/comm')).toBe('web\n');
  expect(
    out("kubectl get pods -l app=web -o go-template='{{range .items}}{{.metadata.name}} {{.status.phase}}{{end}}'"),
  ).toBe('web-0 Running');
});

test('what exists in a description of any kind', () => {
  const out = node();
  out(
    'kubectl create deployment shop --image=lab/web:1; kubectl create secret generic s --from-literal=a=bcd; sleep 1',
  );
  expect(out('kubectl describe node host')).toMatch(
    /PIDPressure +False [^\n]*KubeletHasSufficientPID +kubelet has sufficient PID available\n[^]*Non-terminated Pods: +\(2 in total\)/,
  );
  expect(out('kubectl describe rs')).toMatch(
    /Controlled By: +Deployment\/shop\nReplicas: +1 current \/ 1 desired\nPods Status: +1 Running/,
  );
  expect(out('kubectl describe secret s')).toMatch(/Type: +Opaque\n\nData\n====\na: +3 bytes\n/);
});

test('cp carries a file in and out', () => {
  const out = node();
  out('echo hello > h; kubectl cp h web-0:/tmp/h; kubectl cp web-0:/tmp/h back');
  expect(out('kubectl exec web-0 -- cat /tmp/h; cat back; kubectl cp nope web-0:/tmp')).toBe(
    "hello\nhello\nerror: nope doesn't exist in local filesystem\n",
  );
});
