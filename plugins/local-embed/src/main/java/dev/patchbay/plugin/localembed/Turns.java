package dev.patchbay.plugin.localembed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Lets so many in at a time, in the order of arrival, so that callers with many inputs and callers
 * with one take turns. Waiting can be given up without an interrupt, which would belong to the
 * thread's owner.
 */
final class Turns {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Object> waiting = new ArrayDeque<>();
  private int free;

  Turns(int places) {
    this.free = places;
  }

  /**
   * Waits for its turn.
   *
   * @param givenUp asked before each wait and after each {@link #wake}
   * @return whether it is inside, and then has to {@link #leave}; false: given up
   */
  boolean enter(BooleanSupplier givenUp) throws InterruptedException {
    Object self = new Object();
    lock.lockInterruptibly();
    try {
      waiting.addLast(self);
      while (!givenUp.getAsBoolean()) {
        if (free > 0 && self.equals(waiting.peekFirst())) {
          free--;
          return true;
        }
        changed.await();
      }
      return false;
    } finally {
      waiting.remove(self);
      changed.signalAll();
      lock.unlock();
    }
  }

  void leave() {
    lock.lock();
    try {
      free++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
