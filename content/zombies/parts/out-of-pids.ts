// What the page of this section needs of the lesson.
import predictions from '../predictions/parents.ts';
import tasks from '../tasks/limits.ts';

export default { tasks, predictions };
