package dev.patchbay.plugin.bedrock.chain;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.profiles.ProfileProperty;

/** Tells how to log in at IAM Identity Center, where a profile's keys depend on that. */
final class SsoLogin {
  private static final int UNAUTHORIZED = 401;

  private SsoLogin() {}

  /**
   * What to add to a failure; empty if a login would not help.
   *
   * @param named the configured profile; null: the environment's
   */
  static String hint(@Nullable String named, RuntimeException failure) {
    if (failure instanceof SdkServiceException told && told.statusCode() != UNAUTHORIZED) {
      return "";
    }
    try {
      String login = profile(named);
      return login == null ? "" : " (to log in, run: aws sso login --profile " + login + ")";
    } catch (RuntimeException unreadable) {
      return "";
    }
  }

  /** The profile itself, or the one whose keys its role is assumed with. */
  private static @Nullable String profile(@Nullable String named) {
    ProfileFile file = ProfileFile.defaultProfileFile();
    Set<String> seen = new HashSet<>();
    String name =
        named == null ? ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow() : named;
    while (seen.add(name)) {
      Profile profile = file.profile(name).orElse(null);
      if (profile == null) {
        return null;
      } else if (profile.property(ProfileProperty.SSO_ACCOUNT_ID).isPresent()) {
        return name;
      }
      name = profile.property(ProfileProperty.SOURCE_PROFILE).orElse(name);
    }
    return null;
  }
}
