package ai.genops.destination.s3;

import ai.genops.pipeline.config.Section;
import java.util.List;

/// How objects travel.
///
/// @param partBytes an object larger than two of these is sent in parts of this size
/// @param md5 whether content is proven by `Content-MD5` instead of SHA-256, for stores that know only that
/// @param createOnly whether the store is told never to write over an object (`If-None-Match: *`)
record UploadSettings(int partBytes, boolean md5, boolean createOnly) {
    /// The store takes no smaller part, but the last.
    private static final long LEAST_PART_BYTES = 5 * 1024 * 1024;

    private static final long MOST_PART_BYTES = 256 * 1024 * 1024;

    static UploadSettings read(Section block) {
        long part = block.bytes("part_size", 8 * 1024 * 1024);
        if (part < LEAST_PART_BYTES || part > MOST_PART_BYTES) {
            String text = "`part_size` must be from 5 MiB to 256 MiB, is `" + block.text("part_size") + "`";
            block.problems().error(block.at("part_size"), text, "");
            part = LEAST_PART_BYTES;
        }
        boolean md5 =
                block.choice("checksum", "sha256", List.of("sha256", "md5")).equals("md5");
        return new UploadSettings((int) part, md5, block.flag("create_only", true));
    }
}
