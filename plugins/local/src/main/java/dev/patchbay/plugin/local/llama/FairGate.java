package dev.patchbay.plugin.local.llama;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Lets one in at a time, in the order of arrival. Unlike a fair lock, waiting for it can be given
 * up without an interrupt, which would belong to the thread's owner.
 */
final class FairGate {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Whoever is first is inside. */
  private final Deque<Object> queue = new ArrayDeque<>();

  /**
   * Waits for its turn.
   *
   * @param givenUp asked before each wait and after each {@link #wake}
   * @return whether it is inside, and then has to {@link #leave}; false: given up
   */
  boolean enter(BooleanSupplier givenUp) throws InterruptedException {
    var self = new Object();
    lock.lockInterruptibly();
    boolean entered = false;
    try {
      queue.addLast(self);
      while (!self.equals(queue.peekFirst()) && !givenUp.getAsBoolean()) {
        changed.await();
      }
      entered = self.equals(queue.peekFirst());
      return entered;
    } finally {
      if (!entered) {
        queue.remove(self); // perhaps from the first place, if interrupted just then
        changed.signalAll();
      }
      lock.unlock();
    }
  }

  void leave() {
    lock.lock();
    try {
      queue.removeFirst();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Has all that wait ask again whether to give up. */
  void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
