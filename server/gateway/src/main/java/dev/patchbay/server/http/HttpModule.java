package dev.patchbay.server.http;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import dev.patchbay.server.http.anthropic.Messages;
import dev.patchbay.server.http.openai.ChatCompletions;
import dev.patchbay.server.http.openai.Embeddings;
import dev.patchbay.server.http.openai.Models;
import dev.patchbay.server.http.openai.Rerank;
import dev.patchbay.server.http.responses.Responses;

/** The HTTP door. */
public final class HttpModule extends AbstractModule {
  @Override
  protected void configure() {
    bind(Policy.class).in(Singleton.class);
    bind(Once.class).in(Singleton.class);
    bind(CallResource.Means.class).in(Singleton.class);
    bind(MetricsPage.class).in(Singleton.class);
    bind(ChatCompletions.class).in(Singleton.class);
    bind(Embeddings.class).in(Singleton.class);
    bind(Rerank.class).in(Singleton.class);
    bind(Responses.class).in(Singleton.class);
    bind(Messages.class).in(Singleton.class);
    bind(Models.class).in(Singleton.class);
    bind(HttpDoor.class).in(Singleton.class);
  }
}
