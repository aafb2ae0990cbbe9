package dev.patchbay.server.loop;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The event loops that doors and upstream connections share: epoll where there is epoll, else NIO.
 */
public final class LoopGroup implements AutoCloseable {
  private static final boolean EPOLL = Epoll.isAvailable();

  private final EventLoopGroup group;
  private final List<Loop> loops;
  private final AtomicInteger next = new AtomicInteger();

  /**
   * Starts the threads.
   *
   * @param size number of loops, at least 1
   */
  public LoopGroup(int size) {
    IoHandlerFactory factory = EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    group = new MultiThreadIoEventLoopGroup(size, factory);
    var made = new ArrayList<Loop>(size);
    for (EventExecutor executor : group) {
      var loop = new Loop(made.size(), (EventLoop) executor);
      executor.submit(loop::start).syncUninterruptibly();
      made.add(loop);
    }
    loops = List.copyOf(made);
  }

  public EventLoopGroup netty() {
    return group;
  }

  public List<Loop> loops() {
    return loops;
  }

  public Class<? extends ServerChannel> serverChannel() {
    return EPOLL ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }

  public Class<? extends Channel> clientChannel() {
    return EPOLL ? EpollSocketChannel.class : NioSocketChannel.class;
  }

  /** The loop whose thread this is, else the next in turn. */
  public Loop currentOrNext() {
    Loop current = Loop.current();
    // A thread of another group in the same JVM (a test with two servers) is not ours.
    return current != null
            && current.index() < loops.size()
            && loops.get(current.index()) == current
        ? current
        : loops.get(Math.floorMod(next.getAndIncrement(), loops.size()));
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
  }
}
