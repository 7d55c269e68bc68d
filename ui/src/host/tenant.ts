import type { Account } from "./generated/Account";
import type { AccountId } from "./generated/AccountId";
import type { ChosenFile } from "./generated/ChosenFile";
import type { CoverageNode } from "./generated/CoverageNode";
import type { CoverageRequest } from "./generated/CoverageRequest";
import type { OpenPage } from "./generated/OpenPage";
import type { ProgressEvent } from "./generated/ProgressEvent";
import type { PullProgress } from "./generated/PullProgress";
import type { Session } from "./generated/Session";
import type { SignInId } from "./generated/SignInId";
import type { SnapshotId } from "./generated/SnapshotId";
import type { SnapshotSummary } from "./generated/SnapshotSummary";
import type { StartPull } from "./generated/StartPull";
import type { StartSignIn } from "./generated/StartSignIn";

/** What the pages about a tenant ask of the program: sign-in, snapshots and what is in them. */
export interface TenantHost {
  /** Who is signed in; reads no network. */
  session(): Promise<Session>;
  /** Answers at once; the steps come as `progress` events. */
  startSignIn(request: StartSignIn): Promise<SignInId>;
  cancelSignIn(request: SignInId): Promise<void>;
  /** Forgets the account's tokens, those in the keyring too. */
  signOut(request: AccountId): Promise<void>;
  /** Finds the tenants that the account belongs to; asks the network once. */
  refreshTenants(request: AccountId): Promise<Account>;
  chooseCertificate(): Promise<ChosenFile | null>;
  openPage(request: OpenPage): Promise<void>;
  /** Starts the local Azure, signs in to its demo tenant and pulls it; answers when the pull has begun. */
  openDemoTenant(): Promise<SnapshotId>;

  startPull(request: StartPull): Promise<SnapshotId>;
  cancelPull(request: SnapshotId): Promise<void>;
  resumePull(request: SnapshotId): Promise<SnapshotId>;
  /** The pulls that are under way. */
  pulls(): Promise<PullProgress[]>;
  /** Newest first. */
  listSnapshots(): Promise<SnapshotSummary[]>;
  deleteSnapshot(request: SnapshotId): Promise<void>;
  coverage(request: CoverageRequest): Promise<CoverageNode[]>;
}

/** Calls back at every `progress` event until the answered function is called. */
export type WatchProgress = (listener: (event: ProgressEvent) => void) => () => void;
