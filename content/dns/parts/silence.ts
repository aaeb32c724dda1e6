// What the page of this section needs of the lesson.
import predictions from '../predictions/silence.ts';
import tasks from '../tasks/silence.ts';

export default { tasks, predictions };
