// What the page of this section needs of the lesson.
import predictions from '../predictions/debug.ts';
import tasks from '../tasks/debug.ts';

export default { tasks, predictions };
