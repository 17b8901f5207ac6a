import { onHost, throughPooler, withLogin } from "./database-address.ts";
import { isProduction } from "./shared.ts";

/** Two links to one database: whoever has the first can change its tables, whoever has the second only its rows. */
export function createDatabase() {
  const owner = new sst.Secret("OwnerDatabaseUrl").value;
  const role = new sst.Secret("AppRole", "sanad_app").value;
  const password = new sst.Secret("AppPassword").value;
  const branch = isProduction ? null : createBranch();
  const direct =
    branch === null
      ? owner
      : $resolve([owner, branch.endpoint.host]).apply(([url, host]) => onHost(url, host));
  const pooled = $resolve([direct, role, password]).apply(([url, name, secret]) =>
    throughPooler(withLogin(url, name, secret)),
  );
  return {
    owner: new sst.Linkable("OwnerDatabase", { properties: { url: direct } }),
    app: new sst.Linkable("AppDatabase", { properties: { url: pooled } }),
    branch: branch?.branch ?? null,
  };
}

/**
 * From a parent that holds samples and no production data. The parent must not be a protected branch: Neon gives the children of
 * those new passwords, and then OwnerDatabaseUrl would not open them.
 */
function createBranch() {
  const projectId = new sst.Secret("NeonProjectId").value;
  const parentId = new sst.Secret("NeonParentBranchId").value;
  const branch = new neon.Branch("Branch", { projectId, parentId, name: $app.stage });
  const endpoint = new neon.Endpoint("Endpoint", {
    projectId,
    branchId: branch.id,
    type: "read_write",
  });
  return { branch, endpoint };
}
