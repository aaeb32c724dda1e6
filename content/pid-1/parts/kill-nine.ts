// What the page of this section needs of the lesson.
import predictions from '../predictions/first.ts';
import tasks from '../tasks/first.ts';

export default { tasks, predictions };
