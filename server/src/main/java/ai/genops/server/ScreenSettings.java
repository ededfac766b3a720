package ai.genops.server;

import ai.genops.pipeline.config.Section;

/// What `server.yaml` says of the page under `screen`.
///
/// @param apply whether administrators may change files of the configuration through the API
public record ScreenSettings(boolean apply) {
    /// As long as there are no users, the API listens on this machine alone, and whoever reaches it may mostly edit the
    /// files anyway. With users, somebody has to say so: a token that was stolen must not be able to change what is
    /// masked and where events go, and a configuration that is kept elsewhere must not change here.
    ///
    /// @param access whether there are users
    static ScreenSettings read(Section block, boolean access) {
        var settings = new ScreenSettings(block.flag("apply", !access));
        block.finish();
        return settings;
    }
}
