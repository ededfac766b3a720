package ai.genops.server.audit;

import ai.genops.pipeline.processor.chain.ChainProof;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Files of delivered lines on this machine, in the order in which they were written.
public record Trail(List<Path> files) {
    /// Follows every chain in them, up to the last line that is whole. Lines in no chain are counted and no break: a
    /// destination may take other events besides.
    ///
    /// @throws IOException if one cannot be read, for example as it was just set aside
    public Verdict prove() throws IOException {
        var proof = new ChainProof(null, true);
        for (Path file : files) {
            AuditFile.readWhole(file, proof);
        }
        return new Verdict(proof, false, null);
    }
}
