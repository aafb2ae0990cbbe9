package dev.patchbay.dist.support;

import io.netty.util.internal.PlatformDependent;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;

/** What this JVM really holds: the heap after a collection, and Netty's memory beside it. */
public final class MemoryInUse {
  private MemoryInUse() {}

  /** Heap and direct memory, in bytes. */
  public static long bytes() {
    System.gc();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    long direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    return heap + Math.max(direct, PlatformDependent.usedDirectMemory());
  }
}
