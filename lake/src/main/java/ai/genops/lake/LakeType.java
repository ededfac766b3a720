package ai.genops.lake;

import ai.genops.pipeline.Destination;
import ai.genops.pipeline.DestinationType;
import ai.genops.pipeline.config.Section;
import java.nio.file.Path;
import java.util.List;

/// The lake among the kinds of destination, as `cribl_lake` and as `lake`. All of them write to the one lake.
public final class LakeType implements DestinationType {
    private final String name;
    private final Lake lake;

    private final Path folder;

    private LakeType(String name, Lake lake, Path folder) {
        this.name = name;
        this.lake = lake;
        this.folder = folder;
    }

    /// Both names.
    ///
    /// @param folder of the configuration
    public static List<DestinationType> of(Lake lake, Path folder) {
        return List.of(new LakeType("cribl_lake", lake, folder), new LakeType("lake", lake, folder));
    }

    @Override
    public String name() {
        return name;
    }

    /// It commits its own batches, and repeats what fails until it succeeds.
    @Override
    public boolean isDelivery() {
        return false;
    }

    @Override
    public Destination create(String id, Section block) {
        return new LakeDestination(id, name, lake, LakeConfig.read(block, folder));
    }
}
