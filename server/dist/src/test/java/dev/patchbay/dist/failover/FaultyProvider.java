package dev.patchbay.dist.failover;

import dev.patchbay.dist.support.Await;
import dev.patchbay.dist.support.Conversation;
import dev.patchbay.dist.support.ScriptedUpstream;
import dev.patchbay.dist.support.ScriptedUpstream.Script;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A provider's service that misbehaves as it is told, and remembers what it was asked. */
final class FaultyProvider implements AutoCloseable {
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final Deque<Script> behaviour = new ArrayDeque<>();
  private final ScriptedUpstream upstream;

  /** One that is well, until it is told otherwise. */
  FaultyProvider() throws IOException {
    behaviour.add(Faults.right());
    upstream = ScriptedUpstream.answering(to -> next(to).play(to));
  }

  /**
   * Has it behave so from now on, and forgets what it was asked.
   *
   * @param inTurn for the requests in the order in which they come; the last one for all further
   */
  void does(Script... inTurn) {
    synchronized (behaviour) {
      behaviour.clear();
      behaviour.addAll(List.of(inTurn));
      asked.clear();
    }
  }

  private Script next(Conversation to) {
    synchronized (behaviour) {
      asked.add(Asked.of(to));
      return behaviour.size() > 1 ? behaviour.removeFirst() : behaviour.getFirst();
    }
  }

  /** All requests so far. */
  List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** A request by its number, from 0; waits for it. */
  Asked asked(int number) {
    Await.until("request " + number, () -> asked.size() > number);
    return asked.get(number);
  }

  String baseUrl() {
    return upstream.baseUrl();
  }

  /** The connections so far, also those without a request. */
  int connections() {
    return upstream.connections();
  }

  @Override
  public void close() throws IOException {
    upstream.close();
  }
}
