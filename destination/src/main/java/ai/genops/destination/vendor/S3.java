package ai.genops.destination.vendor;

import ai.genops.destination.settings.DestinationBlock;
import ai.genops.pipeline.config.Secrets;
import ai.genops.pipeline.config.Section;
import java.util.List;

/// S3, or a store that speaks its protocol.
final class S3 {
    private static final List<String> STORAGE_CLASSES = List.of(
            "STANDARD",
            "STANDARD_IA",
            "ONEZONE_IA",
            "INTELLIGENT_TIERING",
            "GLACIER_IR",
            "GLACIER",
            "DEEP_ARCHIVE",
            "REDUCED_REDUNDANCY",
            "EXPRESS_ONEZONE");

    private S3() {}

    static void read(DestinationBlock block) {
        Section section = block.section();
        block.required("bucket");
        block.optional("region");
        if (section.has("endpoint")) {
            block.address("endpoint");
        }
        section.text("path", "");
        section.text("filename", "");
        section.choice("format", "ndjson", List.of("ndjson", "parquet"));
        section.choice("storage_class", "STANDARD", STORAGE_CLASSES);
        section.choice("compression", "none", List.of("none", "gzip", "zstd"));
        section.integer("compression_level", 6, 1, 22);
        section.flag("versioning", false);
        authentication(block);
        encryption(block);
        ObjectLock.read(section);
    }

    private static void authentication(DestinationBlock block) {
        String type = block.section().choice("auth_type", "auto", List.of("auto", "iam_role", "access_key"));
        block.optional("role_arn");
        if (type.equals("access_key")) {
            block.required("access_key_id");
            block.required("secret_access_key");
        } else {
            block.together("access_key_id", "secret_access_key");
        }
    }

    private static void encryption(DestinationBlock block) {
        Section section = block.section();
        String encryption = section.choice("server_side_encryption", "none", List.of("none", "AES256", "aws:kms"));
        String key = section.text("kms_key_id", "");
        if (key.isEmpty() || encryption.equals("aws:kms")) {
            block.optional("kms_key_id");
            return;
        }
        String text = "`kms_key_id` and `server_side_encryption: " + encryption + "` (line "
                + section.at("server_side_encryption").line() + ") contradict each other";
        if (Secrets.example(key).isEmpty()) {
            section.problems().error(section.at("kms_key_id"), text, "Write `aws:kms`, or remove `kms_key_id`.");
        } else {
            String hint = "The key is an example and not used. Write `aws:kms` with a key of yours, or remove it.";
            section.problems().note(section.at("kms_key_id"), text, hint);
        }
    }
}
