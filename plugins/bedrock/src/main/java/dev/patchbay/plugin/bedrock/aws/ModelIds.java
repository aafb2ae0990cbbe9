package dev.patchbay.plugin.bedrock.aws;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Ids of models: {@code [GEOGRAPHY.]MAKER.MODEL}, also behind an ARN. */
public final class ModelIds {
  private static final Pattern MAKER =
      Pattern.compile("^(?:arn:.*/)?(?:(?:us|eu|apac|jp|au|ca|us-gov|global)\\.)?([a-z0-9]+)\\..*");

  private ModelIds() {}

  /** Whose model it is; null if the name, such as a profile's, does not tell. */
  public static @Nullable String maker(String model) {
    Matcher name = MAKER.matcher(model);
    return name.matches() ? name.group(1) : null;
  }
}
