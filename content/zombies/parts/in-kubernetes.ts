// What the page of this section needs of the lesson.
import predictions from '../predictions/pods.ts';
import tasks from '../tasks/kubernetes.ts';

export default { tasks, predictions };
