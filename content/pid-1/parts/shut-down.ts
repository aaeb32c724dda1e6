// What the page of this section needs of the lesson.
import predictions from '../predictions/shutdown.ts';
import tasks from '../tasks/shutdown.ts';

export default { tasks, predictions };
