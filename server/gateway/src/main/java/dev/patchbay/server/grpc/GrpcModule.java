package dev.patchbay.server.grpc;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;

/** The gRPC door. */
public final class GrpcModule extends AbstractModule {
  @Override
  protected void configure() {
    bind(Refusals.class).in(Singleton.class);
    bind(CallMetadata.class).in(Singleton.class);
    bind(Authentication.class).in(Singleton.class);
    bind(RequestReading.class).in(Singleton.class);
    bind(ChatDoor.class).in(Singleton.class);
    bind(EmbedDoor.class).in(Singleton.class);
    bind(ModelDoor.class).in(Singleton.class);
    bind(GrpcDoor.class).in(Singleton.class);
  }
}
