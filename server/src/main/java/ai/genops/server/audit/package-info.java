/// What an auditor asks for: whether delivered lines are what was chained, and who changed what. Starting points:
/// [ai.genops.server.audit.Verdict] with `AuditFile`, [ai.genops.server.audit.ChangeLedger].
@NullMarked
package ai.genops.server.audit;

import org.jspecify.annotations.NullMarked;
