// What the page of this section needs of the lesson.
import predictions from '../predictions/incidents.ts';
import tasks from '../tasks/incidents.ts';

export default { tasks, predictions };
