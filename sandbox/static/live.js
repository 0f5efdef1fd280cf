// Live changes without reloading. One tab of a browser holds the stream and passes it on to the others
// (a browser allows six connections to a host, so a stream for each tab would run out). Without streams: long poll.

const CHANNEL = "sandbox-phone-live";

export function follow(since, heard) {
  const channel = "BroadcastChannel" in window ? new BroadcastChannel(CHANNEL) : null;
  let last = since;
  const take = (view) => {
    if (view.seq <= last && !view.reset) return;
    last = view.seq;
    heard(view);
  };
  if (channel) channel.onmessage = (event) => take(event.data);
  const lead = () =>
    new Promise(() => {
      stream(() => last, (view) => {
        take(view);
        channel?.postMessage(view);
      });
    });
  if (channel && navigator.locks) navigator.locks.request(CHANNEL, lead);
  else lead();
}

function stream(since, heard) {
  let failures = 0;
  const source = new EventSource(`/phone/api/stream?since=${since()}`);
  source.onmessage = (event) => {
    failures = 0;
    heard(JSON.parse(event.data));
  };
  source.onerror = () => {
    failures += 1;
    if (source.readyState === EventSource.CLOSED || failures > 5) {
      source.close();
      poll(since, heard);
    }
  };
}

async function poll(since, heard) {
  for (;;) {
    try {
      const answer = await fetch(`/phone/api/poll?since=${since()}`);
      heard(await answer.json());
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  }
}
