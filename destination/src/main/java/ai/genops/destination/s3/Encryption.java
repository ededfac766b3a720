package ai.genops.destination.s3;

import ai.genops.destination.settings.DestinationBlock;
import ai.genops.pipeline.config.Secrets;
import ai.genops.pipeline.config.Section;
import java.util.List;

/// How the store encrypts an object: `none` (as the bucket says), `AES256` or `aws:kms`, with a key of its own if
/// `keyId` is not empty.
record Encryption(String algorithm, String keyId) {
    static Encryption read(DestinationBlock block) {
        Section section = block.section();
        String algorithm = section.choice("server_side_encryption", "none", List.of("none", "AES256", "aws:kms"));
        String key = section.text("kms_key_id", "");
        if (algorithm.equals("aws:kms")) {
            return new Encryption(algorithm, block.optional("kms_key_id").value());
        }
        if (!key.isEmpty()) {
            contradiction(section, algorithm, key);
        }
        return new Encryption(algorithm, "");
    }

    /// With what a route says otherwise. A route names no key: its destination's is used.
    Encryption of(Section route) {
        String choice = route.choice("encryption", algorithm, List.of("none", "AES256", "AES-256", "aws:kms"));
        return new Encryption(choice.equals("AES-256") ? "AES256" : choice, choice.equals("aws:kms") ? keyId : "");
    }

    private static void contradiction(Section section, String algorithm, String key) {
        String text = "`kms_key_id` and `server_side_encryption: " + algorithm + "` (line "
                + section.at("server_side_encryption").line() + ") contradict each other";
        if (Secrets.example(key).isEmpty()) {
            section.problems().error(section.at("kms_key_id"), text, "Write `aws:kms`, or remove `kms_key_id`.");
        } else {
            String hint = "The key is an example and not used. Write `aws:kms` with a key of yours, or remove it.";
            section.problems().note(section.at("kms_key_id"), text, hint);
        }
    }
}
