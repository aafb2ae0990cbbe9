package dev.patchbay.server.boot;

import dev.patchbay.server.http.transport.HttpListener;
import io.grpc.Server;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** An open listener, whatever its protocol. */
sealed interface OpenDoor {
  String name();

  InetSocketAddress address();

  /** Takes nothing new; lets what runs end. */
  void drain();

  /** Waits for the end after {@link #drain}; false: not in time. */
  boolean awaitEnd(long nanos) throws InterruptedException;

  void closeNow();

  record Grpc(String name, Server server) implements OpenDoor {
    @Override
    public InetSocketAddress address() {
      return (InetSocketAddress) server.getListenSockets().getFirst();
    }

    @Override
    public void drain() {
      server.shutdown();
    }

    @Override
    public boolean awaitEnd(long nanos) throws InterruptedException {
      return server.awaitTermination(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void closeNow() {
      server.shutdownNow();
    }
  }

  record Http(String name, HttpListener listener) implements OpenDoor {
    @Override
    public InetSocketAddress address() {
      return listener.address();
    }

    @Override
    public void drain() {
      listener.drain();
    }

    @Override
    public boolean awaitEnd(long nanos) throws InterruptedException {
      return listener.awaitEnd(nanos);
    }

    @Override
    public void closeNow() {
      listener.close();
    }
  }
}
