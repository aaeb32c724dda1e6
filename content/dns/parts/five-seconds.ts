// What the page of this section needs of the lesson.
import predictions from '../predictions/race.ts';
import tasks from '../tasks/five-seconds.ts';

export default { tasks, predictions };
