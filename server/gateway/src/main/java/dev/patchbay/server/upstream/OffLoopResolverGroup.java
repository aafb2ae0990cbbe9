package dev.patchbay.server.upstream;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Resolves names as the JDK does (hosts file, the system's order, its cache) but on a virtual
 * thread, since the JDK blocks and an event loop must not.
 */
final class OffLoopResolverGroup extends AddressResolverGroup<InetSocketAddress> {
  @Override
  protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
    return new Resolver(executor).asAddressResolver();
  }

  private static final class Resolver extends InetNameResolver {
    Resolver(EventExecutor executor) {
      super(executor);
    }

    @Override
    protected void doResolve(String host, Promise<InetAddress> promise) {
      lookUp(host, found -> promise.trySuccess(found[0]), promise::tryFailure);
    }

    @Override
    protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
      lookUp(host, found -> promise.trySuccess(List.of(found)), promise::tryFailure);
    }

    private static void lookUp(
        String host, Consumer<InetAddress[]> found, Consumer<Throwable> failed) {
      Thread.ofVirtual()
          .name("resolve " + host)
          .start(() -> {
            try {
              found.accept(InetAddress.getAllByName(host));
            } catch (UnknownHostException e) {
              failed.accept(e);
            }
          });
    }
  }
}
