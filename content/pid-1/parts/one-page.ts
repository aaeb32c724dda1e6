// The page of this section has nothing to do.
export default { tasks: [], predictions: [] };
