// An extension that reads parameters needs them declared, or clients never learn of them.
export default (operation, { extension, value, parameters }) => {
  if (operation?.[extension] !== value) return;
  const declared = (operation.parameters ?? []).map((one) => one.name);
  return parameters
    .filter((name) => !declared.includes(name))
    .map((name) => ({ message: `${extension} needs the parameter ${name}` }));
};
