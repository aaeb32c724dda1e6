// What the page of this section needs of the lesson.
import predictions from '../predictions/first.ts';
import tasks from '../tasks/dead.ts';

export default { tasks, predictions };
