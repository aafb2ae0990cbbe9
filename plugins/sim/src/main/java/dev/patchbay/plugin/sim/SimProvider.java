package dev.patchbay.plugin.sim;

import dev.patchbay.spi.Answer;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.Pulled;
import dev.patchbay.spi.SettingException;
import java.net.URI;
import java.util.List;
import java.util.Set;

/** One endpoint: reads the call, decides on the script, and hands out a stream to pull from. */
record SimProvider(Script defaults) implements Provider {
  @Override
  public List<URI> origins() {
    return List.of();
  }

  @Override
  public Capabilities capabilities(String model) {
    return Capabilities.of(Set.of(Capabilities.TOOLS, Capabilities.STREAMING));
  }

  @Override
  public Answer<ChatEvent> chat(ChatCall call) {
    Prompt prompt = new Prompt(call);
    try {
      Script script = prompt.toolChecked(defaults.markedIn(prompt.lastUserText()));
      return Pulled.of(new SimSource(script, call, prompt.words())).dropped(prompt.dropped());
    } catch (SettingException e) {
      throw new ProviderException(ErrorKind.INVALID, "in [sim: …]: " + e.getMessage());
    }
  }
}
