// What the page of this section needs of the lesson.
import predictions from '../predictions/policy.ts';
import tasks from '../tasks/who-writes.ts';

export default { tasks, predictions };
