/// Who may do what over the API: roles, tokens, sessions. Start at [ai.genops.server.access.Access], which
/// finds out who asks; [ai.genops.server.access.AccessSettings] is what `access.yaml` says,
/// [ai.genops.server.access.TokenStore] keeps the tokens' hashes, [ai.genops.server.access.Sessions] who has
/// logged in.
@NullMarked
package ai.genops.server.access;

import org.jspecify.annotations.NullMarked;
