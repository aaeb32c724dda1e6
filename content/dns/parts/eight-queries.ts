// What the page of this section needs of the lesson.
import predictions from '../predictions/names.ts';
import tasks from '../tasks/eight-queries.ts';

export default { tasks, predictions };
