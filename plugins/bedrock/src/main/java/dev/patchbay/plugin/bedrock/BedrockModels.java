package dev.patchbay.plugin.bedrock;

import dev.patchbay.plugin.toolkit.models.ModelTable;
import dev.patchbay.spi.Capabilities;
import java.util.regex.Pattern;

/** What is known of models, under the many names that each has. */
final class BedrockModels {
  /** An inference profile's geography, and whatever an ARN has before the id. */
  private static final Pattern BEFORE =
      Pattern.compile("^(arn:.*/)?((us|eu|apac|jp|au|ca|us-gov|global)\\.)?");

  private static final Pattern REVISION = Pattern.compile("(-v\\d+)?(:\\d+k?)*$");

  private final ModelTable table;

  BedrockModels(ModelTable table) {
    this.table = table;
  }

  /** By the exact name, else without geography, else without revision and date. */
  Capabilities of(String model) {
    Capabilities known = table.of(model);
    String plain = BEFORE.matcher(model).replaceFirst("");
    known = known.isKnown() ? known : table.of(plain);
    return known.isKnown() ? known : table.of(REVISION.matcher(plain).replaceFirst(""));
  }
}
