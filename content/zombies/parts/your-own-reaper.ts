// What the page of this section needs of the lesson.
import { reaperPredictions } from '../predictions/reaper.ts';
import { reaperTasks } from '../tasks/reaper.ts';

export default { tasks: reaperTasks, predictions: reaperPredictions };
