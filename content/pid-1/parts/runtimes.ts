// What the page of this section needs of the lesson.
import predictions from '../predictions/runtimes.ts';
import tasks from '../tasks/runtimes.ts';

export default { tasks, predictions };
