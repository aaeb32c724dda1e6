// What the page of this section needs of the lesson.
import predictions from '../predictions/alpine.ts';
import tasks from '../tasks/alpine.ts';

export default { tasks, predictions };
