// Talks to this server's WebSocket from the docs. The token travels as a subprotocol, so that no log has it.
const form = document.getElementById("console");
const token = document.getElementById("console-token");
const kind = document.getElementById("console-kind");
const text = document.getElementById("console-text");
const send = document.getElementById("console-send");
const log = document.getElementById("console-log");
const button = form.querySelector("button:not([type])");
let socket = null;

function say(way, content) {
  const line = document.createElement("pre");
  line.className = way;
  const sign = document.createElement("span");
  sign.className = `way ${way}`;
  line.append(sign, content);
  log.append(line);
  log.scrollTop = log.scrollHeight;
}

function show(open) {
  button.textContent = open ? "Disconnect" : "Connect";
  for (const part of [kind, text, send]) part.disabled = !open;
}

// What a close code means stands in the table of the page.
function meaning(code) {
  const row = document.getElementById(`close-${code}`);
  return row ? `${row.cells[1].textContent}. ${row.cells[3].textContent}` : "";
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (socket) return socket.close(1000);
  const address = location.origin.replace(/^http/, "ws") + form.dataset.address;
  try {
    socket = new WebSocket(address, ["stagewire.v1", `stagewire.token.${token.value.trim()}`]);
  } catch {
    return say("note", "That is no client token.");
  }
  button.textContent = "Cancel";
  socket.addEventListener("open", () => show(true));
  socket.addEventListener("message", ({ data }) => say("in", data));
  socket.addEventListener("close", ({ code, reason }) => {
    const why = [reason, meaning(code)].filter(Boolean).join(": ");
    say("note", `Closed with ${code}${why ? `: ${why}` : ""}`);
    socket = null;
    show(false);
  });
});

kind.addEventListener("change", () => (text.value = kind.value));
text.value = kind.value;
send.addEventListener("click", () => {
  socket.send(text.value);
  say("out", text.value);
});
