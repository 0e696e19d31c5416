// A description is a sentence of its own: long enough, and more than the summary over again.
const plain = (text) => String(text).toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();

export default (operation, { min }) => {
  const { summary, description } = operation ?? {};
  if (typeof description !== "string" || description.trim().length < min)
    return [{ message: `description must have at least ${min} characters` }];
  if (plain(description) === plain(summary))
    return [{ message: "description must say more than the summary" }];
};
