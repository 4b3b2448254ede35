/* Generated from docs/reference/openapi.json by `npm run sync`. Do not edit. */

export interface paths {
    "/livez": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process runs */
        get: operations["live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Requests can be served */
        get: operations["ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who am I
         * @description Open to every valid token.
         */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List tokens
         * @description Newest first, revoked ones too.
         *
         *     Needs role `admin`.
         */
        get: operations["listTokens"];
        put?: never;
        /**
         * Create a token
         * @description The token is shown in this answer and never again; only a hash of it is kept. A repeated request with the same `Idempotency-Key` is answered without it.
         *
         *     Needs role `admin`.
         */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a token
         * @description Without the token itself.
         *
         *     Needs role `admin`.
         */
        get: operations["getToken"];
        put?: never;
        post?: never;
        /**
         * Revoke a token
         * @description Holds from the next request on.
         *
         *     Needs role `admin`.
         */
        delete: operations["revokeToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/matrix": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the current matrix revision
         * @description As YAML it is the composed document alone, ready for the command line.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getCurrentRevision"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/matrix/verdict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * May two versions coexist?
         * @description The verdict with every statement that counted, and their sources.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getVerdict"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/matrix/window": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The validated window of a version
         * @description Every listed release of the other component, oldest first, with its verdict. The window is those that are inside.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getWindow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/matrix/grid": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The verdict of every release of one component with every release of another
         * @description Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getGrid"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/matrix/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What differs between two revisions
         * @description Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getDiff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/matrix/revisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List matrix revisions
         * @description Newest first. A revision that was published again is in it as often.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["listRevisions"];
        put?: never;
        /**
         * Publish a matrix revision
         * @description The body is one document, or a base and its overlays: a YAML stream, a JSON list, or `{documents: […]}`. A revision with an error is refused whole, with all its errors. Content that is current already answers 200 and writes nothing.
         *
         *     Needs role `matrix-editor` or `admin`.
         */
        post: operations["publishRevision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/matrix/revisions/{digest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a matrix revision
         * @description As YAML it is the composed document alone, ready for the command line.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getRevision"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/matrix/statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the statements of a matrix revision
         * @description In the order of ids. As `text/csv` all of them, for a spreadsheet: cells that it would run begin with an apostrophe.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["listStatements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/matrix/revisions/{digest}/impact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a revision changes for the fleet and its plans
         * @description Clusters that fall out of their windows or into them, findings that open, close or change, and plans that lose a premise, when this revision takes the place of another one. By the default policy; plans by their own.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getImpact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/matrix/revisions/{digest}/impact/subjects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the nodes that fall out of their windows or into them
         * @description In the order of ids.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["listImpactSubjects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/inventory/snapshots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Record a fleet snapshot
         * @description The snapshot is the whole of the NSX managers it names: what hung on them and is not in it is decommissioned. Others stay as they are. Differences from what is known become events; the same snapshot again adds nothing. A published matrix must be able to read it.
         *
         *     Needs role `inventory-writer` or `admin`.
         */
        put: operations["putSnapshot"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/inventory/snapshots/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the fleet as one snapshot
         * @description As last observed, or as the record had it at a position or time, over all snapshots and events; as JSON or YAML. Whole: what was acknowledged is in it, and a snapshot that is just being recorded is not in it by halves.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getCurrentSnapshot"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/nsx-managers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List NSX managers
         * @description As last observed, or as the record had them at a position or time, in the order of ids. `Lockstep-Position` says up to where the record was read. An answer for a `position` or a time never changes.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["listNsxManagers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/nsx-managers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an NSX manager
         * @description An id with a slash is percent-encoded.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getNsxManager"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/vcenters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List vCenters
         * @description As last observed, or as the record had them at a position or time, in the order of ids. `Lockstep-Position` says up to where the record was read. An answer for a `position` or a time never changes.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["listVcenters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/vcenters/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a vCenter
         * @description An id with a slash is percent-encoded.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getVcenter"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/supervisors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Supervisors
         * @description As last observed, or as the record had them at a position or time, in the order of ids. `Lockstep-Position` says up to where the record was read. An answer for a `position` or a time never changes.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["listSupervisors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/supervisors/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a Supervisor
         * @description An id with a slash is percent-encoded.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getSupervisor"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List clusters
         * @description As last observed, or as the record had them at a position or time, in the order of ids. `Lockstep-Position` says up to where the record was read. An answer for a `position` or a time never changes.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["listClusters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a cluster
         * @description An id with a slash is percent-encoded.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getCluster"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/nsx-managers/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the history of an NSX manager
         * @description Every event about it, the newest first: who reported what, when it was true and when it was recorded, and what it changed. Also of nodes that are gone, or that were reported and never registered. An id with a slash is percent-encoded.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getNsxManagerHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/vcenters/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the history of a vCenter
         * @description Every event about it, the newest first: who reported what, when it was true and when it was recorded, and what it changed. Also of nodes that are gone, or that were reported and never registered. An id with a slash is percent-encoded.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getVcenterHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/supervisors/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the history of a Supervisor
         * @description Every event about it, the newest first: who reported what, when it was true and when it was recorded, and what it changed. Also of nodes that are gone, or that were reported and never registered. An id with a slash is percent-encoded.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getSupervisorHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the history of a cluster
         * @description Every event about it, the newest first: who reported what, when it was true and when it was recorded, and what it changed. Also of nodes that are gone, or that were reported and never registered. An id with a slash is percent-encoded.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getClusterHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/nsx-managers/{id}/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Explain the health of an NSX manager
         * @description Three layers, top down: Antrea and its adapter, what NSX has realized, addresses. The first that fails names the problem. A signal that is missing or that no look has confirmed for long is unknown, not healthy. Ages count up to now, to `asOf`, or to when the newest event up to `position` was recorded. An id with a slash is percent-encoded.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getNsxManagerHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/vcenters/{id}/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Explain the health of a vCenter
         * @description Three layers, top down: Antrea and its adapter, what NSX has realized, addresses. The first that fails names the problem. A signal that is missing or that no look has confirmed for long is unknown, not healthy. Ages count up to now, to `asOf`, or to when the newest event up to `position` was recorded. An id with a slash is percent-encoded.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getVcenterHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/supervisors/{id}/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Explain the health of a Supervisor
         * @description Three layers, top down: Antrea and its adapter, what NSX has realized, addresses. The first that fails names the problem. A signal that is missing or that no look has confirmed for long is unknown, not healthy. Ages count up to now, to `asOf`, or to when the newest event up to `position` was recorded. An id with a slash is percent-encoded.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getSupervisorHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{id}/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Explain the health of a cluster
         * @description Three layers, top down: Antrea and its adapter, what NSX has realized, addresses. The first that fails names the problem. A signal that is missing or that no look has confirmed for long is unknown, not healthy. Ages count up to now, to `asOf`, or to when the newest event up to `position` was recorded. An id with a slash is percent-encoded.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getClusterHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{id}/compatibility": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How a cluster stands to everything it meets
         * @description The verdict of each relation, over the fleet as last observed. An id with a slash is percent-encoded.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getClusterCompatibility"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/supervisors/{id}/compatibility": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How a Supervisor stands to everything it meets
         * @description The verdict of each relation, over the fleet as last observed. An id with a slash is percent-encoded.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getSupervisorCompatibility"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/vcenters/{id}/compatibility": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How a vCenter stands to everything it meets
         * @description The verdict of each relation, over the fleet as last observed. An id with a slash is percent-encoded.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getVcenterCompatibility"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/nsx-managers/{id}/compatibility": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How an NSX manager stands to everything it meets
         * @description The verdict of each relation, over the fleet as last observed. An id with a slash is percent-encoded.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getNsxManagerCompatibility"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/nsx-managers/{id}/blockers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who holds NSX back from a target
         * @description Per release of the target: what would be outside its window if NSX moved there and nothing else did, grouped by version, with counts by Project. A release without blockers is open, hop rules apart.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getNsxBlockers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/capacity/estimate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * How many addresses will clusters need?
         * @description Addresses by what takes them, the smallest block that holds them, and one that leaves room. Writes nothing.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        post: operations["estimateCapacity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{id}/capacity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Are there addresses for a roll of this cluster?
         * @description The surge of a roll, control plane and pools in parallel, against the free addresses that scans have observed; what nobody has seen for longer than LOCKSTEP_SIGNAL_AGE counts as not observed. With `together` for several clusters that roll at the same time. An id with a slash is percent-encoded.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getClusterCapacity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/inventory/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List inventory events
         * @description Every change of a node, reported or found by a snapshot, in the order of the record. As a page, or by `Accept: application/cloudevents-batch+json` as a batch with the next page in `Link`. A page of a rare kind may hold fewer events than asked for, and still have a successor.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["listInventoryEvents"];
        put?: never;
        /**
         * Report inventory events
         * @description One CloudEvent 1.0 (`application/cloudevents+json`, or `application/json` with the attributes in `ce-` headers), a batch (`application/cloudevents-batch+json`, at most 10000), or one per line (`application/x-ndjson`), as many as there are.
         *
         *     An event is recorded once, whoever sends it how often: `source` and `id` name it. A single event that is refused answers 422. A batch always answers 200 and says of each event what became of it; refused ones do not hold up the others. Lines are answered as lines, in order and while they still come; the last line is a summary, and `complete` in it says whether the stream was read to its end. With `Prefer: return=minimal` only refused lines and the summary are answered. Whatever breaks off leaves a prefix recorded: send it again.
         *
         *     The answer comes when the fleet shows what was reported, or a second later if that takes longer; with `Prefer: respond-async` when it is recorded.
         *
         *     Needs role `inventory-writer` or `admin`.
         */
        post: operations["reportInventoryEvents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/inventory/events/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow inventory events
         * @description Server-sent events: `event` is the type, `data` the CloudEvent, `id` its position. Goes on after `Last-Event-ID`, or after `?after=`; without either from now on. Never skips an event; the last `event: error` says why it ended, and that it can be resumed. A sign of life comes every 15 seconds.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["followInventoryEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/inventory/events/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an inventory event
         * @description By its id in the record: `eventId` of the answer to whoever reported it.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getInventoryEvent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/findings/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow findings
         * @description Server-sent events: `opened`, `changed`, `closed` and `acknowledged`, each with the finding as it is now; sources are left to `/v1/findings/{id}`. `id` is the position of the event that changed it. Whoever goes on after `Last-Event-ID`, or after `?after=`, is given the newest state of everything that has changed since: changes between are left out, and those at the very position are given again. Findings that only the calendar opens are not among them.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["followFindings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List findings
         * @description What is wrong with the fleet, or not known well enough: one entry for all nodes of an upgrade domain that have the same fault. The worst first. `withinDays` decides how far ahead support and statements are looked at. At a position, or by another matrix revision, everything is judged anew.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["listFindings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/findings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a finding
         * @description A closed one stays readable.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getFinding"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/findings/{id}/subjects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the nodes a finding is about
         * @description In the order of ids.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["listFindingSubjects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/findings/{id}/acknowledgements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Acknowledge a finding
         * @description Says that you have seen it and take it on. It holds until the finding closes, or until a time. `If-Match` names the state that was looked at.
         *
         *     Needs role `planner` or `approver` or `operator` or `admin`.
         */
        post: operations["acknowledgeFinding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/matrix/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List proposed matrix additions
         * @description Newest first. Nothing of it counts until a matrix editor accepts it.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["listProposals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/matrix/proposals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a proposed matrix addition
         * @description Its `ETag` names the current matrix revision and all that was known of the proposal: what a decision is based on.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getProposal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/matrix/proposals/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept a proposed matrix addition
         * @description Publishes the current matrix with the addition as a new revision, at evidence `observed`: the evidence floor of a policy decides whether it counts. 409 while the matrix says otherwise, or says so already.
         *
         *     Needs role `matrix-editor` or `admin`.
         */
        post: operations["acceptProposal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/matrix/proposals/{id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refuse a proposed matrix addition
         * @description It stays on record, and is not proposed again.
         *
         *     Needs role `matrix-editor` or `admin`.
         */
        post: operations["refuseProposal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List plans
         * @description The newest request first.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["listPlans"];
        put?: never;
        /**
         * Request a plan
         * @description The goal is judged at once against the matrix and the fleet as recorded, now or as of an earlier position or time; the plan is computed by a worker. Poll `Location`, or send `Prefer: wait=10`. A goal that can not be reached is a computed plan with an explanation. While a node of the domain rolls, so that several versions of a component run in it, the answer is 409 `rolling`.
         *
         *     Needs role `planner` or `admin`.
         */
        post: operations["requestNewPlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a plan
         * @description As JSON with its status; the plan document alone as YAML; what a board reads before it decides, with the way back from each step, as Markdown (`text/markdown`); or a row for each subject of each step as CSV (`text/csv`), by `Accept`. The ETag of a computed plan is its digest, and of one that has come further begins with it; either names the digest that a decision is on.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getPlan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the steps of a plan
         * @description In an order in which they may be executed; any order that respects `after` is as safe. The subjects of a step are its `subjects` and the members of its `groups`.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["listPlanSteps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/groups/{group}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the nodes of a group
         * @description Nodes that take part in the very same steps. A step that names the group moves each of them.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["listPlanGroup"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/certificate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Why each step is safe
         * @description For every pairing that can be observed while a step runs: the statement that allows it, with its words and sources.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getPlanCertificate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/explanation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Why a goal can not be reached
         * @description Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getPlanExplanation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/fleet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the fleet that a plan was requested for
         * @description As it was then: the snapshot whose digest the plan names.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getPlanFleet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Withdraw a plan
         * @description It stays readable and shall not be followed. An execution of it ends as `abandoned`, which frees its domain; refused while anything of it runs. `If-Match` names the state that was looked at.
         *
         *     Needs role `planner` or `admin`.
         */
        post: operations["withdrawOnePlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/standing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether a plan still stands
         * @description Compares what the plan leans on with what is so now, and how old the evidence is. A plan that is void stays void, also when the fact comes back: another plan is asked for in its place by itself. 503 while nobody can tell: something is on record that can not be read yet.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getPlanStanding"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/premises": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a plan leans on
         * @description Facts whose change makes the plan void: of nodes, page by page, and of the matrix. Labels, capacity and health are none.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getPlanPremises"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What another plan does otherwise
         * @description Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["diffTwoPlans"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/recompute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Compute a plan again from the record
         * @description With the matrix, the fleet and the goal as they were then, to see whether the digest is the same. Changes nothing. Poll `Location`, or send `Prefer: wait=10`.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        post: operations["recomputePlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/recomputations/{recomputation}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what computing a plan again came to
         * @description Forgotten after a week.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getRecomputation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plan-verifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Prove or refute a plan
         * @description Replays a plan from anywhere, step by step, with a checker that shares nothing with the search. Writes nothing.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        post: operations["verifyOnePlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/what-if": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Request a plan over assumed facts
         * @description A plan as under `/v1/plans`, and read there, over the matrix and the fleet with assumed facts laid over them. It is marked `executable: false` for good: its digests are those of inputs that were never published or observed, so nobody can take it for a real one. A statement counts only if its `evidence` is at least the floor of the goal’s policy.
         *
         *     Needs role `planner` or `admin`.
         */
        post: operations["requestWhatIf"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/signoffs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the sign-offs of a plan
         * @description What its risks ask for, who has said what, and what is missing. Whether it stands is judged anew.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getPlanSignoffs"];
        put?: never;
        /**
         * Sign or refuse a plan
         * @description On the digest that `If-Match` names, by one token once. Who asked for the plan can do neither. A refusal holds until its author withdraws it. Whether the plan stands and its evidence is fresh is judged in this moment, over all that is on record; 503 while some of that can not be read.
         *
         *     Needs role `approver` or `operator` or `admin`.
         */
        post: operations["decideOnPlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/signoffs/request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Request sign-off of a plan
         * @description Works out the classes of risk of the plan and freezes what they ask for by the policy of now. Again after a waiver is over, or under a newer policy. `If-Match` names the digest of the plan.
         *
         *     Needs role `planner` or `approver` or `operator` or `admin`.
         */
        post: operations["requestPlanSignoff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/signoffs/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take back what one has said of a plan
         * @description One’s own signature, refusal and break-glass. `If-Match` names the digest of the plan.
         *
         *     Needs role `approver` or `operator` or `admin`.
         */
        post: operations["withdrawPlanSignoff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/signoffs/lift-refusal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take back the refusal of somebody else
         * @description For a refusal whose author can not withdraw it, such as one by a revoked token. It is recorded as critical and logged as a warning, and every answer about the sign-offs lists it. It signs nothing. `If-Match` names the digest of the plan.
         *
         *     Needs role `admin`.
         */
        post: operations["liftRefusalOfPlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/break-glass": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pass over missing signatures
         * @description In an emergency, with a reason. It stands in for signatures and for nothing else: not for a fallen premise, stale evidence, a refusal, owners, or a waiver that is over. It is recorded as critical, logged as a warning, and every answer about the sign-offs says so in `Lockstep-Break-Glass`.
         *
         *     Needs role `admin`.
         */
        post: operations["breakGlassOfPlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/waivers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the waivers of a plan
         * @description What is weak about it, and what of that was accepted.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["listPlanWaivers"];
        put?: never;
        /**
         * Accept weak evidence of a plan
         * @description Stands in for the signatures of the class `weak-evidence`, until it expires; then it voids what was signed with it. Sign-off must be requested. The same subject again takes the place of the waiver before. `If-Match` names the digest of the plan.
         *
         *     Needs role `approver` or `admin`.
         */
        post: operations["grantPlanWaiver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/signoff-policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read who must sign what
         * @description Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getSignoffPolicy"];
        /**
         * Change who must sign what
         * @description The whole of it. It holds for what is requested from now on: what was asked for before stands as it was asked. `If-Match` names the state that was looked at. A role must be one of tokens, or one that a registered change system counts as: register the system first.
         *
         *     Needs role `admin`.
         */
        put: operations["changeSignoffPolicy"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/freezes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List freezes
         * @description In the order of ids, those that are over too.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["listFreezes"];
        put?: never;
        /**
         * Declare a freeze
         * @description A time in which nothing of its scope may start. Gates hold, and schedules keep clear of it.
         *
         *     Needs role `approver` or `admin`.
         */
        post: operations["declareFreeze"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/freezes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a freeze
         * @description Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getFreeze"];
        /**
         * Change a freeze
         * @description The whole of it. `If-Match` names the state that was looked at.
         *
         *     Needs role `approver` or `admin`.
         */
        put: operations["changeFreeze"];
        post?: never;
        /**
         * Lift a freeze
         * @description With a reason, which the record keeps. `If-Match` names the state that was looked at.
         *
         *     Needs role `approver` or `admin`.
         */
        delete: operations["liftFreeze"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/owners": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List owners of clusters
         * @description In the order of ids.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["listOwners"];
        put?: never;
        /**
         * Name the owners of clusters
         * @description Two different people for clusters whose CNI brings no adapter: one watches pod traffic, one NSX. A plan that touches such a cluster can not be signed off without them.
         *
         *     Needs role `approver` or `admin`.
         */
        post: operations["nameOwners"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/owners/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the owners of clusters
         * @description Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getOwners"];
        /**
         * Change the owners of clusters
         * @description The whole of it. `If-Match` names the state that was looked at.
         *
         *     Needs role `approver` or `admin`.
         */
        put: operations["changeOwners"];
        post?: never;
        /**
         * Remove the owners of clusters
         * @description With a reason, which the record keeps. What leaned on them is no longer approved. `If-Match` names the state that was looked at.
         *
         *     Needs role `approver` or `admin`.
         */
        delete: operations["removeOwners"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the approval of a plan as a signed file
         * @description The plan with who has signed it, for whoever verifies it away from the service (`lockstep verify-approval`). Only while the plan is approved, stands, and is to be carried out; 409 `not-approved` tells all reasons otherwise. It ends soon, and `Expires` says when: nobody who reads it later knows what has fallen since. It is made anew for each request and is no decision.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getPlanApproval"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approval-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the keys that approvals are verified with
         * @description All that may have signed an approval that still counts, the one that signs now first. Empty: the service signs none. Open to everybody.
         */
        get: operations["listApprovalKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the attempts at the steps of a plan
         * @description The oldest first.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["listAttempts"];
        put?: never;
        /**
         * Report on a step
         * @description By whoever executes: that a step starts, succeeds or fails at its subjects, or what was measured; `correct` takes back a success that was none. A start is a question as well: it is refused unless the gate says `go`, and with 409 `already-running` where somebody has started the same. `If-Match` names the digest of the plan. A report that comes twice is one; a start is the same one by the same token, under the same `Idempotency-Key` or without one both times.
         *
         *     Needs role `operator` or `admin`.
         */
        post: operations["reportAttempt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/execution": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far a plan has been carried out
         * @description Step by step, with what runs, what failed, what is not seen yet, and what has drifted. 404 before the first start.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getExecution"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/execution/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause an execution
         * @description Nothing starts any more; what runs is reported on as before. It stands for itself, also beside the pauses of others and those for failures.
         *
         *     Needs role `operator` or `admin`.
         */
        post: operations["pauseExecution"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/execution/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume an execution
         * @description Lifts the pauses that `lifts` names, and no other: nobody lifts what he was not told of. It goes on when none is left. Failures of a step are counted anew when its pause is lifted, and those of all when it goes on.
         *
         *     Needs role `operator` or `admin`.
         */
        post: operations["resumeExecution"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/execution/skip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Skip a cluster that is gone
         * @description Only one that the inventory knows as decommissioned.
         *
         *     Needs role `operator` or `admin`.
         */
        post: operations["skipSubject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/execution/abandon": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Abandon an execution
         * @description Frees the domain for another plan. Refused while anything runs.
         *
         *     Needs role `operator` or `admin`.
         */
        post: operations["abandonExecution"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/replan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Request a plan from where an execution stands
         * @description The same goal, from the fleet as it is observed now, with this plan as its parent. Refused while a subject runs or a node rolls: nobody can say yet where it ends. When that plan is computed and leads to the goal, it takes the place of this one, whose execution then ends as `replaced`: the domain is free for its first start.
         *
         *     Needs role `planner` or `admin`.
         */
        post: operations["requestNextPlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/gate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * May this step start now?
         * @description Whatever is not known holds. Cheap enough to be polled: `Retry-After` says when asking again is worth while, and an answer may be up to two seconds old. A go is for the digest it names, and whoever reports a start is judged again.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getPlanGate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/schedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the schedule that is kept for a plan
         * @description As JSON, as iCalendar with an event for each wave, or for each stretch of one that pauses (`text/calendar`), or as CSV with a record for each subject (`text/csv`), by `Accept`.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getPlanSchedule"];
        /**
         * Keep a schedule for a plan
         * @description Computes it and keeps it, in the place of an earlier one. `If-Match` names what was looked at: the schedule that is kept, or the plan while none is. One in which some work has no room is not kept. After the first sign-off only somebody who may sign, and did not ask for the plan, replaces it (409 `signed-off`).
         *
         *     Needs role `planner` or `approver` or `admin`.
         */
        put: operations["keepPlanSchedule"];
        /**
         * Compute a schedule for a plan
         * @description Keeps nothing. Where some work has no room within the horizon the outcome is `no-room`, and says for whom, how long it takes and how much room there is. The freezes on record count beside those of the policy.
         *
         *     Needs role `planner` or `admin`.
         */
        post: operations["computePlanSchedule"];
        /**
         * Let a plan go without a schedule
         * @description With a reason, which the record keeps. Of a plan that came in the place of a scheduled one it says that none is wanted: until then, or until one is kept, the gate holds. `If-Match` and who may do so after the first sign-off: as for keeping one.
         *
         *     Needs role `planner` or `approver` or `admin`.
         */
        delete: operations["waivePlanSchedule"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/change-systems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List change systems
         * @description In the order of ids. A plan has its record in the first that names its NSX manager, else in the first that names none.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["listChangeSystems"];
        put?: never;
        /**
         * Register a change system
         * @description A system in which plans have change records: ServiceNow (`servicenow`) or Jira Service Management (`jira`). From then on no step of a plan of its domains starts without a record that is approved there for the digest of the plan. Settings are shown to every reader; the secret is kept encrypted, needs LOCKSTEP_SECRET_KEY, and is never shown again.
         *
         *     Needs role `admin`.
         */
        post: operations["registerChangeSystem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/change-systems/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a change system
         * @description Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getChangeSystem"];
        /**
         * Change a change system
         * @description The whole of it but its kind. Without `secret` the one that is set stays, unless `settings.url` changes: a secret is never sent to another place than it was given for. `If-Match` names the state that was looked at.
         *
         *     Needs role `admin`.
         */
        put: operations["changeChangeSystem"];
        post?: never;
        /**
         * Remove a change system
         * @description With a reason, which the record keeps. Plans of its domains need no record any more, unless another system serves them. Its secret is deleted; records that are open there stay as they are: withdraw them before.
         *
         *     Needs role `admin`.
         */
        delete: operations["removeChangeSystem"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/change-records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List change records
         * @description In the order of the ids of their plans, those that are over too.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["listChangeRecords"];
        put?: never;
        /**
         * Open a change record
         * @description In the system that serves the domain of the plan. It is recorded that it is asked for, and a worker opens it, as long as it takes; `status` tells. Asking again while there is one is a conflict; while there is none yet it has one made that was not made again because the first had lost fields.
         *
         *     Needs role `planner` or `operator` or `admin`.
         */
        post: operations["openChangeRecord"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/change-records/{plan}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the change record of a plan
         * @description As its system last told of it. Asks no system; `refresh` does.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getChangeRecord"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/change-records/{plan}/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Look at a change record now
         * @description Waits up to 15 s for a worker to have asked the system. 202: none has yet, and one will. A system that has refused the login is not asked before `nextLookAt`: give it another secret.
         *
         *     Needs role `planner` or `approver` or `operator` or `admin`.
         */
        post: operations["refreshChangeRecord"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/change-records/{plan}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a change record back
         * @description It counts no more from now on, and a worker cancels it in its system. Another one can be opened after that. `If-Match` names the state that was looked at.
         *
         *     Needs role `planner` or `approver` or `operator` or `admin`.
         */
        post: operations["withdrawChangeRecord"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List sources
         * @description In the order of ids.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["listSources"];
        put?: never;
        /**
         * Register a source
         * @description A system that scans look at: a Supervisor (`kubernetes`) or an NSX manager (`nsx`). Settings are shown to every reader; the secret is kept encrypted, needs LOCKSTEP_SECRET_KEY, and is never shown again.
         *
         *     Needs role `admin`.
         */
        post: operations["registerSource"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sources/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a source
         * @description Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getSource"];
        /**
         * Change a source
         * @description Its system stays, and so does the node that it speaks for. Without `secret` the one that is set stays, unless `settings.url` changes: a secret is never sent to another place than it was given for. `If-Match` names the state that was looked at; looks since then do not count.
         *
         *     Needs role `admin`.
         */
        put: operations["changeSource"];
        post?: never;
        /**
         * Remove a source
         * @description Its secret is deleted. What it has seen stays on record, and is no longer confirmed.
         *
         *     Needs role `admin`.
         */
        delete: operations["removeSource"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sources/{id}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check a source
         * @description The worker logs in and reads until the source has told of the node it speaks for. Nothing is recorded. Says what is wrong, if something is.
         *
         *     Needs role `operator` or `admin`.
         */
        post: operations["checkSource"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/scans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List scans
         * @description The newest first.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["listScans"];
        put?: never;
        /**
         * Start a scan
         * @description The worker looks at the sources, into their clusters, and records what differs from what is known. Poll `Location`, follow `/events`, or send `Prefer: wait=10`. A source that another scan is looking at is left out.
         *
         *     Needs role `operator` or `admin`.
         */
        post: operations["startNewScan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/scans/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a scan
         * @description Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getScan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/scans/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a scan
         * @description It ends within seconds. What it has recorded stays; what it did not look at is neither missed nor confirmed.
         *
         *     Needs role `operator` or `admin`.
         */
        post: operations["cancelOneScan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/scans/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow a scan
         * @description Server-sent events: `progress` whenever the scan looks otherwise, and `ended` at last, after which the stream ends. Each holds the scan as it is now, so that whoever connects again misses nothing.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["followScan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/scan-schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List scan schedules
         * @description In the order of ids.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["listSchedules"];
        put?: never;
        /**
         * Create a scan schedule
         * @description Starts a scan at times of day. While a source is still being looked at, a scan leaves it out.
         *
         *     Needs role `admin`.
         */
        post: operations["createSchedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/scan-schedules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a scan schedule
         * @description Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getSchedule"];
        /**
         * Change a scan schedule
         * @description The whole of it; `enabled: false` pauses it. `If-Match` names the state that was looked at.
         *
         *     Needs role `admin`.
         */
        put: operations["changeSchedule"];
        post?: never;
        /**
         * Remove a scan schedule
         * @description A scan that it has started goes on.
         *
         *     Needs role `admin`.
         */
        delete: operations["removeSchedule"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List webhooks
         * @description In the order of ids. URLs may hold what only their owners should know, so not every reader may see them.
         *
         *     Needs role `operator` or `admin`.
         */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Create a webhook
         * @description A URL that is told what is recorded from now on, signed as Standard Webhooks 1.0. The secret is shown in this answer and never again; a repeated request with the same `Idempotency-Key` is answered without it. Needs LOCKSTEP_SECRET_KEY.
         *
         *     Needs role `admin`.
         */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a webhook
         * @description Needs role `operator` or `admin`.
         */
        get: operations["getWebhook"];
        /**
         * Change a webhook
         * @description The whole of it; its secret stays. `disabled` says why it is not to be called: what is pending is cancelled then, and what is recorded meanwhile is not sent to it later. Without it a disabled webhook is called again. `If-Match` names the state that was looked at; deliveries since then do not count.
         *
         *     Needs role `admin`.
         */
        put: operations["changeWebhook"];
        post?: never;
        /**
         * Remove a webhook
         * @description With its secret and its deliveries.
         *
         *     Needs role `admin`.
         */
        delete: operations["removeWebhook"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate the secret of a webhook
         * @description From now on a new secret signs, and the one before beside it for the time of the overlap: `webhook-signature` then lists a signature of each. The new one is shown in this answer and never again; a repeated request with the same `Idempotency-Key` is answered without it.
         *
         *     Needs role `admin`.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ping a webhook
         * @description Sends it `dev.lockstep.webhook.ping.v1` once, disabled or not. Read the delivery to see how that came out.
         *
         *     Needs role `operator` or `admin`.
         */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List deliveries to a webhook
         * @description Newest first. Those that have ended are forgotten after some time.
         *
         *     Needs role `operator` or `admin`.
         */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/deliveries/{delivery}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a delivery to a webhook
         * @description Needs role `operator` or `admin`.
         */
        get: operations["getWebhookDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/deliveries/{delivery}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Redeliver to a webhook
         * @description At once, and with the same `webhook-id`, whether it had arrived, was given up or cancelled. Its attempts begin anew. A disabled webhook has to be enabled before.
         *
         *     Needs role `operator` or `admin`.
         */
        post: operations["redeliverWebhookDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/checkpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the newest checkpoint
         * @description To be kept elsewhere: what it covers can not be changed unseen any more. As `text/plain` it is the signed note alone.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getCheckpoint"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/checkpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List checkpoints
         * @description Newest first.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["listCheckpoints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/seals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read seals
         * @description Oldest first, with what the tree grew by, for who verifies the record. They hold hashes and positions only.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["listSeals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the record
         * @description Every event with its stored bytes and hashes, in the order of the record, for who verifies it.
         *
         *     Needs role `admin`.
         */
        get: operations["listRawEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/consistency": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Prove that the record only grew
         * @description Between two tree sizes; a monitor that keeps checkpoints needs no events.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getConsistencyProof"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/events/{id}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Prove that an event stands in the record
         * @description With its stored bytes. Who keeps the answer can show later, without the record, that the event stood in it.
         *
         *     Needs role `admin`.
         */
        get: operations["getEventProof"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/actors/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is an actor
         * @description The name of the token behind an `actor`, an `author` or a `createdBy`.
         *
         *     Needs role `admin`.
         */
        get: operations["getActor"];
        put?: never;
        post?: never;
        /**
         * Forget an actor
         * @description Removes the name and revokes the token. What the actor did stays in the record under the id, which verifies as before. Repeatable.
         *
         *     Needs role `admin`.
         */
        delete: operations["forgetActor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/projections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List projections
         * @description How far each follows the record, and why one has stopped.
         *
         *     Needs role `operator` or `admin`.
         */
        get: operations["listProjections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/projections/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the state of a projection
         * @description Needs role `operator` or `admin`.
         */
        get: operations["getProjection"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/projections/{name}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume a projection
         * @description The event it stopped at is tried again, by whichever process runs it. It stops again if the cause is still there.
         *
         *     Needs role `operator` or `admin`.
         */
        post: operations["resumeProjection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/projections/{name}/rebuild": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rebuild a projection
         * @description Its rows are made anew from the record, beside the live ones, and swapped in when they have caught up. One that is on its way goes on; one that has failed begins anew.
         *
         *     Needs role `operator` or `admin`.
         */
        post: operations["rebuildProjection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/lists/{name}/rebuild": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rebuild a list that is written with its events
         * @description From the record, before the answer. Who reads meanwhile sees the old list; who writes waits.
         *
         *     Needs role `operator` or `admin`.
         */
        post: operations["rebuildList"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read metrics
         * @description In the text format of Prometheus, which sends the token as `authorization` of its scrape configuration. What cannot be read is left out, and `lockstep_metrics_reading_ok` says so.
         *
         *     Needs role `viewer` or `admin` (every role may do what a viewer may).
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    "dev.lockstep.plan.requested.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A plan was asked for, and will be computed. */
        post: operations["dev.lockstep.plan.requested.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.plan.computed.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A plan has its result. That no safe plan exists is a result: `infeasible`. */
        post: operations["dev.lockstep.plan.computed.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.plan.failed.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The planner, or the machine under it, failed. Says nothing of the goal. */
        post: operations["dev.lockstep.plan.failed.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.plan.withdrawn.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Somebody took a plan back. */
        post: operations["dev.lockstep.plan.withdrawn.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.plan.premise-fell.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Something that a plan leans on is no longer so: the first of them makes it void, for good. */
        post: operations["dev.lockstep.plan.premise-fell.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.plan.superseded.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Another plan, asked for in the place of this one, was computed. */
        post: operations["dev.lockstep.plan.superseded.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.plan.scheduled.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Somebody kept a schedule for a plan. */
        post: operations["dev.lockstep.plan.scheduled.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.plan.schedule-waived.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Somebody decided that a plan goes without a schedule. */
        post: operations["dev.lockstep.plan.schedule-waived.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.signoff.requested.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign-off of a plan was asked for. */
        post: operations["dev.lockstep.signoff.requested.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.signoff.given.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Somebody signed. */
        post: operations["dev.lockstep.signoff.given.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.signoff.refused.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Somebody refused to sign. */
        post: operations["dev.lockstep.signoff.refused.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.signoff.withdrawn.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Somebody took back what he or she had said. */
        post: operations["dev.lockstep.signoff.withdrawn.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.signoff.refusal-lifted.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An admin took back the refusal of somebody else. */
        post: operations["dev.lockstep.signoff.refusal-lifted.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.signoff.voided.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What was signed counts no more: premises of the plan fell, or a waiver is over. */
        post: operations["dev.lockstep.signoff.voided.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.waiver.granted.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Somebody accepted weak evidence, for a time. */
        post: operations["dev.lockstep.waiver.granted.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.waiver.expired.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The time of a waiver is over. */
        post: operations["dev.lockstep.waiver.expired.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.break-glass.used.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Somebody passed over missing signatures. */
        post: operations["dev.lockstep.break-glass.used.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.execution.started.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The first step of a plan is about to begin. */
        post: operations["dev.lockstep.execution.started.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.execution.step-started.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Attempts at a step have begun. */
        post: operations["dev.lockstep.execution.step-started.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.execution.step-succeeded.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Attempts were reported to have succeeded; not yet seen. */
        post: operations["dev.lockstep.execution.step-succeeded.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.execution.step-failed.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Attempts were reported to have failed. */
        post: operations["dev.lockstep.execution.step-failed.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.execution.step-corrected.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Attempts that were reported to have succeeded have not. */
        post: operations["dev.lockstep.execution.step-corrected.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.execution.step-confirmed.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A success that was reported is seen in the inventory. */
        post: operations["dev.lockstep.execution.step-confirmed.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.execution.drift-detected.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A node runs what no state of the plan has at this moment. */
        post: operations["dev.lockstep.execution.drift-detected.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.execution.drift-ended.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A node is again where the plan has it. */
        post: operations["dev.lockstep.execution.drift-ended.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.execution.subject-skipped.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Somebody left a subject out. */
        post: operations["dev.lockstep.execution.subject-skipped.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.execution.paused.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Nothing may start until it is resumed. */
        post: operations["dev.lockstep.execution.paused.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.execution.pause-lifted.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Some of several pauses were lifted; nothing may start yet. */
        post: operations["dev.lockstep.execution.pause-lifted.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.execution.resumed.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Steps may start again. */
        post: operations["dev.lockstep.execution.resumed.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.execution.finished.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** All of the plan is done, and seen. */
        post: operations["dev.lockstep.execution.finished.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.execution.abandoned.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Somebody gave the execution up. */
        post: operations["dev.lockstep.execution.abandoned.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.execution.replaced.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Another plan goes on from where this one got. */
        post: operations["dev.lockstep.execution.replaced.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.change-record.opened.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A plan has a record in a change system. */
        post: operations["dev.lockstep.change-record.opened.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.change-record.revised.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Another text was written into it, so that it needs approval anew. */
        post: operations["dev.lockstep.change-record.revised.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.change-record.decided.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** It was approved or rejected there, or what had been decided is so no more. */
        post: operations["dev.lockstep.change-record.decided.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.change-record.failed.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The change system failed; the first of failures that are alike. */
        post: operations["dev.lockstep.change-record.failed.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.change-record.lost.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The change system says that there is no such record. */
        post: operations["dev.lockstep.change-record.lost.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.change-record.closed.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** It is over, or is the record of another plan now. */
        post: operations["dev.lockstep.change-record.closed.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.finding.opened.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Something is wrong with the fleet, or not known well enough. */
        post: operations["dev.lockstep.finding.opened.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.finding.closed.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** It is so no longer. */
        post: operations["dev.lockstep.finding.closed.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.matrix.revision-published.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A revision of the matrix was published, and is current. */
        post: operations["dev.lockstep.matrix.revision-published.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.webhook.disabled.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A webhook is called no more. */
        post: operations["dev.lockstep.webhook.disabled.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dev.lockstep.webhook.ping.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Somebody tries whether a webhook is reached. Sent once, whatever types are chosen, and to disabled webhooks too. */
        post: operations["dev.lockstep.webhook.ping.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        Actor: {
            id: string;
            /** @description null: there is none, or it was forgotten */
            name: string | null;
        };
        Approval: {
            plan: string;
            /** @description of the plan; decisions name it in `If-Match` */
            digest: string | null;
            /**
             * @description none: not requested; void: a premise fell or a waiver is over
             * @enum {string}
             */
            state: "none" | "pending" | "approved" | "refused" | "void";
            standing: {
                /** @enum {string} */
                standing: "stands" | "void" | "stale" | "undecidable";
                because: string[];
            };
            requested: {
                by: string;
                /** Format: date-time */
                at: string;
                planRequestedBy: string;
                /** @description who asked for the plans in whose place this one came; they have no voice either */
                requestedBefore: string[];
                policyVersion: number;
            } | null;
            classes: {
                /** @enum {string} */
                class: "routine" | "shared-hop" | "point-of-no-return" | "weak-evidence" | "outside-window";
                reasons: string[];
                requirements: {
                    role: string;
                    count: number;
                }[];
            }[];
            /** @description signatures still to come; one person counts once per class */
            missing: {
                /** @enum {string} */
                class: "routine" | "shared-hop" | "point-of-no-return" | "weak-evidence" | "outside-window";
                role: string;
                count: number;
            }[];
            /** @description clusters with a CNI of their own whose two owners are not on record */
            unowned: string[];
            signatures: {
                by: string;
                /** Format: date-time */
                at: string;
                roles: string[];
                /** @description actors whose approval in a change system this is, of the record that `by` names; each of them has one voice. Empty: it is of nobody known here but `by` */
                standsFor: string[];
            }[];
            refusals: {
                by: string;
                /** Format: date-time */
                at: string;
                roles: string[];
                reason: string;
            }[];
            /** @description refusals that an admin has taken back */
            lifted: {
                of: string;
                by: string;
                /** Format: date-time */
                at: string;
                reason: string;
                /** @enum {string} */
                severity: "critical";
            }[];
            waivers: components["schemas"]["Waiver"][];
            breakGlass: {
                by: string;
                /** Format: date-time */
                at: string;
                reason: string;
                /** @enum {string} */
                severity: "critical";
            } | null;
            voided: ({
                /** @enum {string} */
                kind: "premises" | "waiver";
            } & {
                [key: string]: unknown;
            }) | null;
            /** @description the names that the actors above have now, as far as they have one */
            people: {
                id: string;
                name: string;
            }[];
        };
        /** @description JWK Set (RFC 7517) */
        ApprovalKeys: {
            keys: {
                /** @enum {string} */
                kty: "OKP";
                /** @enum {string} */
                crv: "Ed25519";
                x: string;
                /** @description thumbprint of the key (RFC 7638) */
                kid: string;
                /** @enum {string} */
                use: "sig";
                /** @enum {string} */
                alg: "EdDSA";
            }[];
        };
        /** @description Facts that nobody has stated, laid over the matrix and the fleet. Together they must alter something. */
        Assumptions: {
            /**
             * @description as in a matrix document; with `removed: true` one of the matrix is taken away
             * @default []
             */
            statements?: {
                id: string;
                /** @description exactly two components, each with a range */
                between?: {
                    [key: string]: string;
                };
                /** @enum {string} */
                status?: "validated" | "untested" | "transitional" | "rejected";
                /**
                 * @description what supports the claim, strong to weak: vendor, mirror, third-party, operator, observed, assumed
                 * @enum {string}
                 */
                evidence?: "vendor" | "mirror" | "third-party" | "operator" | "observed" | "assumed";
                /**
                 * Format: date
                 * @description the last day on which the statement counts
                 */
                expires?: string;
                /**
                 * @description a tombstone: an earlier document of the composition holds this id, and it no longer counts
                 * @enum {boolean}
                 */
                removed?: true;
                note?: string;
                /**
                 * @description ids of sources
                 * @default []
                 */
                sources?: string[];
            }[];
            /**
             * @description as in a matrix document; one that the matrix has is extended
             * @default []
             */
            releases?: {
                component: string;
                version: string;
                /** Format: date */
                released?: string;
                /** Format: date */
                endOfSupport?: string;
                /** @description what the release carries along, component to version */
                bundle?: {
                    [key: string]: string;
                };
                note?: string;
                /**
                 * @description ids of sources
                 * @default []
                 */
                sources?: string[];
            }[];
            /**
             * @description as in a matrix document; with `removed: true` one of the matrix is taken away
             * @default []
             */
            hops?: {
                id?: string;
                component?: string;
                from?: string;
                to?: string;
                /** @enum {string} */
                status?: "supported" | "blocked";
                maxMinorStep?: number;
                /** @description must hold for every instance that meets the moving one, before the hop */
                requires?: {
                    component: string;
                    range: string;
                }[];
                /** @description a blocked rule applies when each of these matches some instance that meets the moving one */
                when?: {
                    component: string;
                    range: string;
                }[];
                /**
                 * @description false marks a point of no return
                 * @default true
                 */
                reversible?: boolean;
                /**
                 * @description what supports the claim, strong to weak: vendor, mirror, third-party, operator, observed, assumed
                 * @enum {string}
                 */
                evidence?: "vendor" | "mirror" | "third-party" | "operator" | "observed" | "assumed";
                /**
                 * @description a tombstone: an earlier document of the composition holds this id, and it no longer counts
                 * @enum {boolean}
                 */
                removed?: true;
                note?: string;
                /**
                 * @description ids of sources
                 * @default []
                 */
                sources?: string[];
            }[];
            /**
             * @description what nodes are assumed to run; `unknown`: out of sight
             * @default []
             */
            versions?: {
                node: string;
                component: string;
                version: string;
            }[];
        };
        AttemptReport: {
            /** @enum {string} */
            phase: "start";
            /** @description id of a step of the plan */
            step: string;
            /** @description absent: all of the step that this can be said of */
            subjects?: string[];
            /**
             * @description must be true for a step that can not be taken back
             * @default false
             */
            acknowledgeNoReturn?: boolean;
            /** @description of the whole execution, with its first start; absent: the first failure pauses */
            policy?: components["schemas"]["ExecutionPolicy"];
        } | {
            /** @enum {string} */
            phase: "succeed";
            /** @description id of a step of the plan */
            step: string;
            /** @description absent: all of the step that this can be said of */
            subjects?: string[];
            evidence?: components["schemas"]["StepEvidence"];
        } | {
            /** @enum {string} */
            phase: "fail";
            /** @description id of a step of the plan */
            step: string;
            /** @description absent: all of the step that this can be said of */
            subjects?: string[];
            reason: string;
        } | {
            /** @enum {string} */
            phase: "correct";
            /** @description id of a step of the plan */
            step: string;
            /** @description that were reported done and are not */
            subjects: string[];
            reason: string;
        } | {
            /** @enum {string} */
            phase: "evidence";
            /** @description id of a step of the plan */
            step: string;
            evidence: components["schemas"]["StepEvidence"];
        };
        BreakGlass: {
            reason: string & (unknown & unknown);
        };
        CapacityEstimate: {
            need: {
                pods: number;
                nodes: number;
                services: number;
                /** @description new nodes beside the old ones while clusters roll */
                surge: number;
                /** @description four of every subnet */
                reserved: number;
                /** @description left over in subnets, which only come whole */
                unfilled: number;
            };
            needed: number;
            withHeadroom: number;
            /** @description the smallest sufficient block; null: none of the family suffices */
            smallest: {
                prefix: number;
                addresses: number;
                /**
                 * @description strands: it does not hold the need; tight: it does, without the headroom
                 * @enum {string}
                 */
                verdict: "strands" | "tight" | "comfortable";
                /** @description negative: so many are short */
                free: number;
                /** @description that get all of what they need */
                clusters: number;
                detail: string;
            } | null;
            comfortable: {
                prefix: number;
                addresses: number;
                /**
                 * @description strands: it does not hold the need; tight: it does, without the headroom
                 * @enum {string}
                 */
                verdict: "strands" | "tight" | "comfortable";
                /** @description negative: so many are short */
                free: number;
                /** @description that get all of what they need */
                clusters: number;
                detail: string;
            } | null;
            /** @description smallest first */
            blocks: {
                prefix: number;
                addresses: number;
                /**
                 * @description strands: it does not hold the need; tight: it does, without the headroom
                 * @enum {string}
                 */
                verdict: "strands" | "tight" | "comfortable";
                /** @description negative: so many are short */
                free: number;
                /** @description that get all of what they need */
                clusters: number;
                detail: string;
            }[];
            warnings: {
                warning: string;
                detail: string;
            }[];
        };
        CapacityQuestion: {
            clusters: number;
            podsPerCluster: number;
            /** @description control plane and workers */
            nodesPerCluster: number;
            /**
             * @description those with an address of their own: load balancers
             * @default 0
             */
            servicesPerCluster?: number;
            /**
             * @description one-each: an address to a pod; block-per-node: pods are routable in the VPC, 256 to a node; none: encapsulated pods
             * @default one-each
             * @enum {string}
             */
            pods?: "one-each" | "block-per-node" | "none";
            /** @description clusters that roll at the same time; absent: all */
            rollingTogether?: number;
            /**
             * @description node pools of a cluster, which roll in parallel
             * @default 1
             */
            pools?: number;
            /**
             * @description nodes a pool adds before it takes one away
             * @default 1
             */
            maxSurge?: number;
            /**
             * @description of the subnets that nodes get; NSX up to 9.0 makes none below 16, 9.1 and later none below 8
             * @default 16
             */
            subnetSize?: number;
            /**
             * @description per cent on top of the need that make a block comfortable; 100: half of it stays free
             * @default 100
             */
            headroom?: number;
            /** @default 4 */
            family?: 4 | 6;
            /**
             * @description blocks to judge beside the usual ones
             * @default []
             */
            prefixes?: number[];
        };
        ChangeReading: {
            url: string | null;
            /** @enum {string} */
            phase: "draft" | "awaiting-approval" | "approved" | "changing" | "review" | "closed" | "cancelled" | "unknown";
            /** @description the system's own word */
            state: string;
            /** @enum {string} */
            approval: "not-requested" | "requested" | "approved" | "rejected" | "unknown";
            deciders: string[];
            /** @description that it carries; null: none, or somebody wrote over it */
            digest: string | null;
            window: {
                /** Format: date-time */
                start: string;
                /** Format: date-time */
                end: string;
            } | null;
            /** @description what is there in place of a whole window: one time, none, or one that is no time; null: a window, or no place for times */
            planned: {
                start: string | null;
                end: string | null;
                readable: boolean;
            } | null;
        };
        ChangeRecord: {
            plan: string;
            /** @description id of the change system */
            system: string;
            /**
             * @description requested: it is being opened; open: it is in the system; lost: the system knows it no more; closed: see `end`
             * @enum {string}
             */
            status: "requested" | "open" | "lost" | "closed";
            /** @description of the plan that it was written for */
            digest: string;
            /** @description what people there call it */
            number: string | null;
            /** @description when the system last told of it */
            readAt: string | null;
            /** @description null: it is not looked at any more */
            nextLookAt: string | null;
            /** @description looks in a row that failed */
            failures: number;
            /** @description of the last look, if it failed */
            fault: {
                /** @enum {string} */
                code: "unreachable" | "timed-out" | "too-many-requests" | "server-error" | "unauthorized" | "forbidden" | "not-found" | "wrong-shape" | "fields-ignored" | "not-allowed-now" | "not-revisable" | "ambiguous" | "misconfigured";
                detail: string;
                /** @enum {string} */
                doing: "open" | "read" | "revise" | "begin" | "finish" | "cancel" | "note";
                /** Format: date-time */
                at: string;
            } | null;
            /**
             * @description what the gate makes of it; not-asked: its domain has no change system any more; over: nobody will follow the plan
             * @enum {string}
             */
            standing: "approved" | "missing" | "not-approved" | "digest" | "unread" | "outside-window" | "not-asked" | "over";
            /** @description as it was last told */
            reading: components["schemas"]["ChangeReading"] | null;
            /** @enum {string} */
            decision: "none" | "approved" | "rejected";
            withdrawal: {
                by: string;
                reason: string;
            } | null;
            end: {
                /** @enum {string} */
                how: "finished" | "cancelled" | "abandoned" | "withdrawn" | "handed-over" | "cancelled-there" | "closed-there" | "never-opened";
                why: string;
                /** @description plan whose record it is now */
                to: string | null;
            } | null;
            /** @description what became of it, oldest first */
            history: {
                /** Format: date-time */
                at: string;
                type: string;
                actor: string;
                data: {
                    [key: string]: unknown;
                };
            }[];
        };
        ChangeRecordPage: {
            items: components["schemas"]["ChangeRecordSummary"][];
            page: {
                limit: number;
                /** @description cursor of the next page; null at the end */
                next: string | null;
            };
        };
        ChangeRecordSummary: {
            plan: string;
            /** @description id of the change system */
            system: string;
            /**
             * @description requested: it is being opened; open: it is in the system; lost: the system knows it no more; closed: see `end`
             * @enum {string}
             */
            status: "requested" | "open" | "lost" | "closed";
            /** @description of the plan that it was written for */
            digest: string;
            /** @description what people there call it */
            number: string | null;
            /** @description when the system last told of it */
            readAt: string | null;
            /** @description null: it is not looked at any more */
            nextLookAt: string | null;
            /** @description looks in a row that failed */
            failures: number;
            /** @description of the last look, if it failed */
            fault: {
                /** @enum {string} */
                code: "unreachable" | "timed-out" | "too-many-requests" | "server-error" | "unauthorized" | "forbidden" | "not-found" | "wrong-shape" | "fields-ignored" | "not-allowed-now" | "not-revisable" | "ambiguous" | "misconfigured";
                detail: string;
                /** @enum {string} */
                doing: "open" | "read" | "revise" | "begin" | "finish" | "cancel" | "note";
                /** Format: date-time */
                at: string;
            } | null;
        };
        ChangeRecordWithdrawal: {
            reason: string & (unknown & unknown);
        };
        ChangeSystem: {
            id: string;
            system: string;
            name: string;
            settings: {
                [key: string]: unknown;
            };
            /** @description when it was set and by whom; the secret itself is never shown */
            secret: {
                setAt: string;
                setBy: string;
            } | null;
            nsxManagers: string[] | null;
            /** @enum {string} */
            opening: "on-request" | "by-hand";
            roles: string[];
            people: {
                [key: string]: string;
            };
            /** @enum {string} */
            strangers: "count" | "ignore";
            pollSeconds: number;
            maxAge: number;
            /** Format: date-time */
            changedAt: string;
        };
        ChangeSystemPage: {
            items: components["schemas"]["ChangeSystem"][];
            page: {
                limit: number;
                /** @description cursor of the next page; null at the end */
                next: string | null;
            };
        };
        ChangedChangeSystem: {
            name: string;
            /** @description as the connector of the system asks for them; shown to every reader, so no secrets */
            settings: {
                [key: string]: unknown;
            };
            /** @description absent: the one that is set stays; null: it is taken away */
            secret?: unknown;
            /** @description whose plans need a record here before a step may start; null: all that no other system names */
            nsxManagers: string[] | null;
            /**
             * @description on-request: a record is opened as soon as sign-off of a plan is requested; by-hand: by a person alone
             * @enum {string}
             */
            opening: "on-request" | "by-hand";
            /**
             * @description roles of the sign-off policy that an approval there counts as; none: it opens the gate, and signs nothing
             * @default []
             */
            roles?: string[];
            /**
             * @description names that the system tells of approvers, and the actors here that they are: who asked for a plan does not approve it
             * @default {}
             */
            people?: {
                [key: string]: string;
            };
            /**
             * @description whether an approval by names that `people` does not know, or by nobody named, is a signature here, although it may be that of who asked for the plan; has to be said where `roles` are given
             * @enum {string}
             */
            strangers?: "count" | "ignore";
            /**
             * @description between two looks at a record
             * @default 60
             */
            pollSeconds?: number;
            /**
             * @description seconds after which a record that could not be read holds the gate; at least twice `pollSeconds`
             * @default 900
             */
            maxAge?: number;
        };
        ChangedFreeze: {
            /** @description for people */
            name: string;
            reason: string & (unknown & unknown);
            /**
             * @description all given must match; an empty one is the whole fleet
             * @default {}
             */
            scope?: {
                nsxManagers?: string[];
                supervisors?: string[];
                projects?: string[];
                /** @description label to value */
                labels?: {
                    [key: string]: string;
                };
            };
            /** @description once from one instant to another, or by the clocks of a time zone as RFC 5545 repeats it */
            times: {
                /** Format: date-time */
                from: string;
                /** Format: date-time */
                to: string;
            } | {
                /** @description DTSTART: the first start, by the clocks of `timeZone` */
                start: string;
                /** @description DURATION in days, hours and minutes */
                duration: string;
                /** @description IANA name: `Europe/Berlin` */
                timeZone: string;
                /** @description RRULE: `FREQ=WEEKLY;BYDAY=SA`; absent: once */
                rule?: string;
            };
        };
        ChangedOwners: {
            /** @description the clusters that are owned; all given must match */
            scope: {
                nsxManagers?: string[];
                supervisors?: string[];
                projects?: string[];
                /** @description label to value */
                labels?: {
                    [key: string]: string;
                };
                clusters?: string[];
            };
            /** @description watches pod traffic, of which NSX sees nothing there */
            podTraffic: {
                name: string;
                /** @description how to reach him or her */
                contact: string;
            };
            /** @description watches NSX beneath */
            nsx: {
                name: string;
                /** @description how to reach him or her */
                contact: string;
            };
        };
        ChangedWebhook: {
            /** @description called with POST. `http` for this machine alone; private addresses only inside of LOCKSTEP_ALLOWED_NETWORKS of the worker */
            url: string;
            /** @description for people */
            description: string;
            /** @description what it is told of: `dev.lockstep.plan.computed.v1`, `dev.lockstep.plan.*`, `*` */
            events: string[];
            /**
             * @description ids of NSX managers: only plans and findings of their upgrade domains, and what concerns all; null: everything
             * @default null
             */
            domains?: string[] | null;
            /**
             * @description why it is not to be called; null: it is, also where it was disabled before
             * @default null
             */
            disabled?: {
                reason: string;
            } | null;
        };
        Checkpoint: {
            /** @description events it covers, in the order of the record */
            treeSize: number;
            sealedAt: string;
            /** @description the signed note: origin, tree size, root, signature (c2sp.org/tlog-checkpoint) */
            note: string;
            /** @description verifier key of the signature, as the record itself names it */
            key: string;
        };
        CheckpointPage: {
            items: components["schemas"]["Checkpoint"][];
            page: {
                limit: number;
                /** @description cursor of the next page; null at the end */
                next: string | null;
            };
        };
        /** @description CloudEvent 1.0 about one node */
        CloudEvent: {
            /** @enum {string} */
            specversion: "1.0";
            /** @description names the event for ever, together with `source` */
            id: string;
            /** @description who reports it */
            source: string;
            /** @description such as `dev.lockstep.cluster.version-observed.v1` */
            type: string;
            /** @description the node: `nsx-manager-`, `vcenter-`, `supervisor-` or `cluster-` and its id */
            subject: string;
            /** @description when it was so; absent: when it is recorded */
            time?: string | null;
            datacontenttype?: string | null;
            /** @description not kept: the type says what the data is */
            dataschema?: string | null;
            /** @description as the type says */
            data: unknown;
            /** @description what it belongs to; absent: the trace of `traceparent`, or of the request */
            correlationid?: string | null;
            /** @description what it follows from */
            causationid?: string | null;
            traceparent?: string | null;
            tracestate?: (string | number | boolean) | null;
            partitionkey?: (string | number | boolean) | null;
            sequence?: (string | number | boolean) | null;
            streamversion?: (string | number | boolean) | null;
            recordedtime?: (string | number | boolean) | null;
            actor?: (string | number | boolean) | null;
        };
        Cluster: {
            id: string;
            supervisor: string;
            /** @description NSX Project: the tenant */
            project?: string;
            vpc?: string;
            /**
             * @default antrea
             * @enum {string}
             */
            cni: "antrea" | "calico" | "cilium" | "other";
            /**
             * @description without antrea always disabled
             * @default enabled
             * @enum {string}
             */
            adapter: "enabled" | "disabled";
            /**
             * @description component to version; `unknown` where it could not be observed
             * @default {}
             */
            versions: {
                [key: string]: string;
            };
            nodes?: {
                controlPlane: number;
                workers: number;
            };
            /**
             * @description label to value
             * @default {}
             */
            labels: {
                [key: string]: string;
            };
            /** @description what nobody has observed, and the VKr of the cluster brings along by what this matrix revision says: Antrea and the adapter; absent: everything was observed, or the matrix does not say */
            bundled?: {
                matrix: string;
                /** @description component to version */
                versions: {
                    [key: string]: string;
                };
            };
            /** @description the NSX manager it hangs on, over any number of levels; absent while something on the way up is unknown */
            nsxManager?: string;
            health: components["schemas"]["Health"];
            /** @description by source, what it told of the health; absent: none tells anything */
            signals?: {
                [key: string]: {
                    /** @description when they last changed */
                    observedAt: string;
                    signals: {
                        /** @enum {string} */
                        name: "antrea-controller" | "antrea-agents" | "adapter-deployment" | "mp-adapter" | "ccp-adapter" | "controller" | "agents" | "ccp-session" | "mp-connection" | "service-account" | "stored-versions" | "realized-state" | "network" | "subnets" | "ip-block";
                        /** @enum {string} */
                        state: "ok" | "degraded" | "failed" | "unknown";
                        detail: string | null;
                    }[];
                };
            };
            /** @description component to what runs of it where, while it rolls; absent: nothing rolls */
            mixed?: {
                [key: string]: {
                    part: string;
                    version: string;
                    nodes: number;
                }[];
            };
            /** @description by what it is told apart from another one with its name; `nsxClusterId`: by what NSX knows a cluster */
            identity?: {
                uid: string | null;
                nsxClusterId: string | null;
            };
            lostSight: components["schemas"]["LostSight"];
            /** @description the newest observation of it, changed or not */
            observedAt: string;
            registeredAt: string;
            /** @description of the last event that changed it */
            position: number;
            /** @description the subnets its nodes take addresses from, and the blocks those come from */
            addresses?: {
                subnets: {
                    id: string;
                    cidr: string;
                    free: number | null;
                }[];
                blocks: string[];
                podsRoutable: boolean | null;
            };
        };
        ClusterPage: {
            items: components["schemas"]["Cluster"][];
            page: {
                limit: number;
                /** @description cursor of the next page; null at the end */
                next: string | null;
            };
        };
        Compatibility: {
            matrix: string;
            /** @description on which `expires` was judged: that of the newest observation */
            day: string | null;
            /**
             * @description what supports the claim, strong to weak: vendor, mirror, third-party, operator, observed, assumed
             * @enum {string}
             */
            evidence: "vendor" | "mirror" | "third-party" | "operator" | "observed" | "assumed";
            acceptUntested: boolean;
            node: string;
            /** @enum {string} */
            scope: "nsxManager" | "vcenter" | "supervisor" | "cluster";
            /** @description no enforced pairing is outside its window */
            inside: boolean;
            /** @description with everything it meets: in itself, above and below */
            pairings: {
                component: string;
                version: string;
                with: {
                    component: string;
                    version: string;
                };
                /** @description of nodes where the other one runs */
                count: number;
                /** @description ids, at most 1000 */
                nodes: string[];
                /** @enum {string} */
                verdict: "validated" | "untested" | "transitional" | "rejected" | "unknown";
                inside: boolean;
                /** @description false: shown, and never decides */
                enforced: boolean;
                /** @description the statement that decided; null: no statement counts */
                statement: string | null;
            }[];
            /** @description of a cluster; null for other nodes */
            runway: {
                nsxManager: string;
                nsx: string;
                /**
                 * @description unlimited: nothing in the cluster is tied to NSX; unknown: where NSX is could not be observed; out: outside already; clear: inside up to the newest listed release; limited: falls out at `fallsOutAt`
                 * @enum {string}
                 */
                state: "unlimited" | "unknown" | "out" | "clear" | "limited";
                /** @description listed NSX releases above the present one, up to the first that is outside */
                reach: string[];
                /** @description all listed NSX releases that are inside, also behind a gap */
                inside: string[];
                fallsOutAt: string | null;
                /** @description what is outside there, or now when `out` */
                limitedBy: {
                    component: string;
                    version: string;
                    nsx: string;
                    /** @enum {string} */
                    verdict: "validated" | "untested" | "transitional" | "rejected" | "unknown";
                    /** @description the statement that decided; null: no statement counts */
                    statement: string | null;
                }[];
                windows: {
                    component: string;
                    version: string;
                    inside: string[];
                    statements: string[];
                }[];
            } | null;
        };
        CompatibilityMatrix: {
            /** @enum {string} */
            apiVersion: "lockstep/v1";
            /** @enum {string} */
            kind: "CompatibilityMatrix";
            metadata: {
                name: string;
                description?: string;
            };
            spec: {
                /** @default [] */
                components?: {
                    id: string;
                    /** @enum {string} */
                    scope: "nsxManager" | "vcenter" | "supervisor" | "cluster";
                    /** @enum {string} */
                    versioning: "dotted" | "semver" | "kubernetes" | "vsphere";
                    /**
                     * @description block: no hop to a release that came out before the one it leaves
                     * @default allow
                     * @enum {string}
                     */
                    backInTime?: "block" | "allow";
                    title?: string;
                    note?: string;
                }[];
                /** @default [] */
                relations?: {
                    between: [
                        string,
                        string
                    ];
                    /**
                     * @description what silence means
                     * @default deny
                     * @enum {string}
                     */
                    unknown?: "deny" | "allow";
                    /**
                     * @description false: looked up and shown, never decides
                     * @default true
                     */
                    enforce?: boolean;
                    note?: string;
                    /**
                     * @description ids of sources
                     * @default []
                     */
                    sources?: string[];
                }[];
                /** @default [] */
                releases?: {
                    component: string;
                    version: string;
                    /** Format: date */
                    released?: string;
                    /** Format: date */
                    endOfSupport?: string;
                    /** @description what the release carries along, component to version */
                    bundle?: {
                        [key: string]: string;
                    };
                    note?: string;
                    /**
                     * @description ids of sources
                     * @default []
                     */
                    sources?: string[];
                }[];
                /** @default [] */
                statements?: {
                    id: string;
                    /** @description exactly two components, each with a range */
                    between?: {
                        [key: string]: string;
                    };
                    /** @enum {string} */
                    status?: "validated" | "untested" | "transitional" | "rejected";
                    /**
                     * @description what supports the claim, strong to weak: vendor, mirror, third-party, operator, observed, assumed
                     * @enum {string}
                     */
                    evidence?: "vendor" | "mirror" | "third-party" | "operator" | "observed" | "assumed";
                    /**
                     * Format: date
                     * @description the last day on which the statement counts
                     */
                    expires?: string;
                    /**
                     * @description a tombstone: an earlier document of the composition holds this id, and it no longer counts
                     * @enum {boolean}
                     */
                    removed?: true;
                    note?: string;
                    /**
                     * @description ids of sources
                     * @default []
                     */
                    sources?: string[];
                }[];
                /** @default [] */
                hops?: {
                    id?: string;
                    component?: string;
                    from?: string;
                    to?: string;
                    /** @enum {string} */
                    status?: "supported" | "blocked";
                    maxMinorStep?: number;
                    /** @description must hold for every instance that meets the moving one, before the hop */
                    requires?: {
                        component: string;
                        range: string;
                    }[];
                    /** @description a blocked rule applies when each of these matches some instance that meets the moving one */
                    when?: {
                        component: string;
                        range: string;
                    }[];
                    /**
                     * @description false marks a point of no return
                     * @default true
                     */
                    reversible?: boolean;
                    /**
                     * @description what supports the claim, strong to weak: vendor, mirror, third-party, operator, observed, assumed
                     * @enum {string}
                     */
                    evidence?: "vendor" | "mirror" | "third-party" | "operator" | "observed" | "assumed";
                    /**
                     * @description a tombstone: an earlier document of the composition holds this id, and it no longer counts
                     * @enum {boolean}
                     */
                    removed?: true;
                    note?: string;
                    /**
                     * @description ids of sources
                     * @default []
                     */
                    sources?: string[];
                }[];
                /** @default [] */
                sources?: {
                    id: string;
                    title: string;
                    /** Format: uri */
                    url?: string;
                    /**
                     * @description what supports the claim, strong to weak: vendor, mirror, third-party, operator, observed, assumed
                     * @enum {string}
                     */
                    confidence: "vendor" | "mirror" | "third-party" | "operator" | "observed" | "assumed";
                    /** Format: date */
                    retrieved?: string;
                    note?: string;
                }[];
            };
        };
        ConsistencyProof: {
            first: number;
            second: number;
            /** @description RFC 9162, section 2.1.4 */
            path: string[];
        };
        EventBatchReceipt: {
            accepted: number;
            duplicate: number;
            refused: number;
            /** @description the greatest of an event that is on record now; 0: none is */
            position: number;
            /** @description one per event, in order */
            outcomes: components["schemas"]["EventOutcome"][];
        };
        EventIngestAnswer: components["schemas"]["EventReceipt"] | components["schemas"]["EventBatchReceipt"];
        EventOutcome: components["schemas"]["EventReceipt"] | {
            /** @enum {string} */
            outcome: "refused";
            errors: {
                /** @description RFC 6901 into the event */
                pointer: string;
                rule: string;
                found: string;
            }[];
        };
        EventProof: {
            event: components["schemas"]["RawEvent"];
            /** @description place among the sealed events, from 0 */
            index: number;
            /** @description RFC 9162, section 2.1.3: from the entry of the event to the root of the checkpoint */
            path: string[];
            /** @description the signed note */
            checkpoint: string;
            key: string;
        };
        EventReceipt: {
            /**
             * @description `duplicate`: it was on record already, and nothing was written
             * @enum {string}
             */
            outcome: "accepted" | "duplicate";
            /** @description of the record: a UUID made of `source` and `id` */
            eventId: string;
            stream: string;
            /** @description of the stream */
            version: number;
            position: number;
        };
        ExecutionPolicy: {
            /** @description how many failed attempts pause the execution: among the subjects that one report has started together (a wave), and among all of a step; counted anew after a resume */
            failures: {
                count: number;
            } | {
                percentage: number;
            };
        };
        ExecutionReason: {
            reason: string;
        };
        ExecutionResumption: {
            reason: string;
            /** @description ids of pauses, as `GET …/execution` tells them */
            lifts: string[];
        };
        Finding: {
            /** @description stable: the same finding has the same id when it comes back */
            id: string;
            /** @enum {string} */
            kind: "exposure" | "unknown-release" | "unknown-version" | "dead-end" | "unplaced" | "shared-id" | "lost-sight" | "unregistered" | "unhealthy" | "rolling" | "source-fault" | "break-glass" | "consumers-unseen" | "change-record-lost" | "change-record-ended" | "change-system-fault" | "support-ending" | "stale-evidence";
            /** @enum {string} */
            state: "open" | "acknowledged" | "closed";
            /** @enum {string} */
            severity: "critical" | "high" | "medium" | "low";
            /** @description one sentence for people */
            title: string;
            /** @description the upgrade domain; null: none, or not known */
            nsxManager: string | null;
            /** @description what makes it this finding, by its kind */
            about: {
                between?: [
                    string,
                    string
                ];
                versions?: [
                    string,
                    string
                ];
                component?: string;
                version?: string;
                /** @enum {string} */
                of?: "nsx-manager" | "vcenter" | "supervisor" | "cluster";
                /** @description null: the source as a whole */
                node?: {
                    /** @enum {string} */
                    kind: "nsx-manager" | "vcenter" | "supervisor" | "cluster";
                    id: string;
                } | null;
                source?: string;
                /** @enum {string} */
                code?: "unreachable" | "timed-out" | "login-refused" | "not-authorized" | "certificate-expired" | "certificate-untrusted" | "tls-not-verified" | "address-refused" | "redirected" | "rate-limited" | "server-error" | "unreadable-answer" | "wrong-shape" | "unreadable-version" | "clock-skew" | "claimed-twice" | "foreign-cluster" | "recreated";
                /** @description change system */
                system?: string;
                /**
                 * @description of the change system
                 * @enum {string}
                 */
                fault?: "unreachable" | "timed-out" | "too-many-requests" | "server-error" | "unauthorized" | "forbidden" | "not-found" | "wrong-shape" | "fields-ignored" | "not-allowed-now" | "not-revisable" | "ambiguous" | "misconfigured";
                parent?: {
                    /** @enum {string} */
                    kind: "nsx-manager" | "vcenter" | "supervisor" | "cluster";
                    id: string;
                };
                id?: string;
                plan?: string;
                statement?: string;
                expires?: string;
                endOfSupport?: string;
                /** @enum {string} */
                observations?: "nsx-manager" | "vcenter" | "supervisor" | "cluster";
                /** @enum {string} */
                layer?: "adapter" | "realization" | "addresses";
            };
            /** @description of an exposure: why it is outside its window */
            verdict: ("rejected" | "untested" | "expired" | "below-floor" | "unknown" | "unobserved") | null;
            /** @description the statement or hop rule that says so, or would if it counted; null: nobody has said anything */
            statement: string | null;
            sources: {
                id: string;
                title: string;
                url: string | null;
                /** @enum {string} */
                confidence: "vendor" | "mirror" | "third-party" | "operator" | "observed" | "assumed";
            }[];
            detail: string | null;
            /** @description see `/subjects` */
            subjects: {
                /** @enum {string} */
                kind: "nsx-manager" | "vcenter" | "supervisor" | "cluster";
                count: number;
            };
            /** @description null: the calendar opens it, and no event */
            firstSeen: {
                position: number;
                at: string;
            } | null;
            /** @description when it was last opened; null in the past also where that is no longer known */
            opened: {
                position: number;
                at: string;
            } | null;
            /** @description when it was closed; null while it is open, and in the past where that is no longer known */
            lastSeen: {
                position: number;
                at: string;
            } | null;
            /** @description ends when the finding closes, or at `until` */
            acknowledgement: {
                by: string;
                at: string;
                position: number;
                reason: string;
                until: string | null;
            } | null;
        };
        FindingPage: {
            items: components["schemas"]["Finding"][];
            page: {
                limit: number;
                /** @description cursor of the next page; null at the end */
                next: string | null;
            };
        };
        FindingSubject: {
            /** @enum {string} */
            kind: "nsx-manager" | "vcenter" | "supervisor" | "cluster";
            id: string;
            supervisor: string | null;
            project: string | null;
            versions: {
                [key: string]: string;
            };
        };
        FindingSubjectPage: {
            items: components["schemas"]["FindingSubject"][];
            page: {
                limit: number;
                /** @description cursor of the next page; null at the end */
                next: string | null;
            };
        };
        FleetSnapshot: {
            /** @enum {string} */
            apiVersion: "lockstep/v1";
            /** @enum {string} */
            kind: "FleetSnapshot";
            metadata: {
                name: string;
                description?: string;
                /**
                 * Format: date-time
                 * @description when the fleet looked like this; `expires` is judged on this day
                 */
                takenAt?: string;
            };
            spec: {
                /** @default [] */
                nsxManagers?: {
                    id: string;
                    /**
                     * @description component to version; `unknown` where it could not be observed
                     * @default {}
                     */
                    versions?: {
                        [key: string]: string;
                    };
                    /**
                     * @description label to value
                     * @default {}
                     */
                    labels?: {
                        [key: string]: string;
                    };
                }[];
                /** @default [] */
                vcenters?: {
                    id: string;
                    nsxManager: string;
                    /**
                     * @description component to version; `unknown` where it could not be observed
                     * @default {}
                     */
                    versions?: {
                        [key: string]: string;
                    };
                    /**
                     * @description label to value
                     * @default {}
                     */
                    labels?: {
                        [key: string]: string;
                    };
                }[];
                /** @default [] */
                supervisors?: {
                    id: string;
                    vcenter?: string;
                    /** @description for a fleet that leaves vcenters out */
                    nsxManager?: string;
                    /** @description `vpc` or a legacy model; chosen at activation, never changed */
                    networking?: string;
                    /**
                     * @description component to version; `unknown` where it could not be observed
                     * @default {}
                     */
                    versions?: {
                        [key: string]: string;
                    };
                    /**
                     * @description label to value
                     * @default {}
                     */
                    labels?: {
                        [key: string]: string;
                    };
                }[];
                /** @default [] */
                clusters?: {
                    id: string;
                    supervisor: string;
                    /** @description NSX Project: the tenant */
                    project?: string;
                    vpc?: string;
                    /**
                     * @default antrea
                     * @enum {string}
                     */
                    cni?: "antrea" | "calico" | "cilium" | "other";
                    /**
                     * @description without antrea always disabled
                     * @default enabled
                     * @enum {string}
                     */
                    adapter?: "enabled" | "disabled";
                    /**
                     * @description component to version; `unknown` where it could not be observed
                     * @default {}
                     */
                    versions?: {
                        [key: string]: string;
                    };
                    nodes?: {
                        controlPlane: number;
                        workers: number;
                    };
                    /**
                     * @description label to value
                     * @default {}
                     */
                    labels?: {
                        [key: string]: string;
                    };
                }[];
                /** @default [] */
                ipBlocks?: {
                    id: string;
                    nsxManager: string;
                    project?: string;
                    cidr: string;
                    available?: number;
                }[];
            };
        };
        Freeze: {
            id: string;
            /** @description for people */
            name: string;
            reason: string & (unknown & unknown);
            /**
             * @description all given must match; an empty one is the whole fleet
             * @default {}
             */
            scope: {
                nsxManagers?: string[];
                supervisors?: string[];
                projects?: string[];
                /** @description label to value */
                labels?: {
                    [key: string]: string;
                };
            };
            /** @description once from one instant to another, or by the clocks of a time zone as RFC 5545 repeats it */
            times: {
                /** Format: date-time */
                from: string;
                /** Format: date-time */
                to: string;
            } | {
                /** @description DTSTART: the first start, by the clocks of `timeZone` */
                start: string;
                /** @description DURATION in days, hours and minutes */
                duration: string;
                /** @description IANA name: `Europe/Berlin` */
                timeZone: string;
                /** @description RRULE: `FREQ=WEEKLY;BYDAY=SA`; absent: once */
                rule?: string;
            };
            /** Format: date-time */
            changedAt: string;
        };
        FreezePage: {
            items: components["schemas"]["Freeze"][];
            page: {
                limit: number;
                /** @description cursor of the next page; null at the end */
                next: string | null;
            };
        };
        Gate: {
            plan: string;
            /** @description of the plan that a go is for; null: it is not computed */
            digest: string | null;
            /** @description the step that was judged; null: none is left, or the plan has none */
            step: string | null;
            /**
             * @description go: the step may start now; hold: not now, see reasons; void: never by this plan, another one is needed
             * @enum {string}
             */
            verdict: "go" | "hold" | "void";
            /** @description of the subjects that are to start those that the schedule lets start now, all at once: ask for these, where it holds others; null: no schedule is kept */
            mayStart: string[] | null;
            /** @description none with go; what to look at first comes first */
            reasons: components["schemas"]["GateReason"][];
            /** @description what neither holds nor opens, and has to be known all the same; also with go */
            remarks: components["schemas"]["GateRemark"][];
        };
        GateReason: {
            /**
             * @description stable; what a program decides by
             * @enum {string}
             */
            reason: "void" | "not-followable" | "finished" | "not-computed" | "stale-evidence" | "refused" | "waiver-expired" | "owners-missing" | "missing-signoff" | "change-record-missing" | "change-record-not-approved" | "change-record-digest" | "change-record-unread" | "schedule-missing" | "schedule-changed" | "point-of-no-return-unacknowledged" | "paused" | "failure-threshold" | "drift" | "other-plan-executing" | "health" | "headroom" | "flows-dropped" | "load-evidence-missing" | "not-known" | "subject-gone" | "already-done" | "already-running" | "predecessor-not-done" | "wave-not-done" | "schedule-limit" | "rolling" | "awaiting-observation" | "soak-looks-missing" | "freeze" | "outside-schedule" | "wave-soak" | "change-record-window" | "soak-running";
            /** @description in one sentence, for people */
            detail: string;
            step?: string;
            steps?: string[];
            node?: {
                /** @enum {string} */
                kind: "nsx-manager" | "vcenter" | "supervisor" | "cluster";
                id: string;
            } | null;
            /** @description when time alone resolves it; null: time does not */
            until?: string | null;
            opensAt?: string | null;
            /** @description premises that fell, and by what */
            fallen?: string[];
            /** @enum {string} */
            because?: "failed" | "infeasible" | "nothing-to-do" | "hypothetical" | "withdrawn" | "superseded" | "abandoned";
            observedAt?: string | null;
            maxAge?: number;
            class?: string | null;
            role?: string | null;
            count?: number | null;
            by?: string;
            subjects?: string[];
            /** Format: date-time */
            since?: string;
            why?: string | null;
            of?: string;
            owner?: string;
            /** Format: date-time */
            expires?: string;
            clusters?: string[] | number;
            failed?: number;
            allowed?: string;
            component?: string;
            observed?: string;
            predicted?: string;
            plan?: string;
            layer?: ("adapter" | "realization" | "addresses") | null;
            state?: string;
            text?: string;
            nodes?: number;
            flows?: number;
            dropped?: number;
            /** @description `id` of the evidence */
            report?: string;
            /** @enum {string} */
            what?: "plan" | "approval" | "change" | "execution" | "fleet" | "freezes" | "schedule" | "soak";
            needed?: number;
            seen?: number;
            /** @description change system */
            system?: string;
            /** @description of the change record */
            number?: string;
            /** @description digest that the change record carries */
            found?: string | null;
            readAt?: string | null;
            cluster?: string;
            source?: string | null;
            id?: string;
            name?: string;
            /** @description of the schedule, from 1 */
            wave?: number;
            waitsFor?: string;
            waiting?: number;
            /** @description of the schedule */
            limit?: string;
            places?: number;
            running?: number;
            asked?: number;
            /** Format: date-time */
            at?: string;
        };
        GateRemark: {
            /** @enum {string} */
            remark: "break-glass" | "schedule-changed" | "exposed-at-start" | "consumers-unseen";
            /** @description in one sentence, for people */
            detail: string;
            by?: string;
            /** Format: date-time */
            at?: string;
            why?: string;
            node?: {
                /** @enum {string} */
                kind: "nsx-manager" | "vcenter" | "supervisor" | "cluster";
                id: string;
            };
            text?: string;
            role?: string;
            nsxManager?: string;
            rule?: string;
        };
        /** @description as it is recorded, however old; `…/health` weighs the age and explains */
        Health: {
            /**
             * @description that of `layer`; without one healthy, or unknown while a layer is not known
             * @enum {string}
             */
            verdict: "healthy" | "degraded" | "failing" | "unknown";
            /** @description the first that fails, else the first that is degraded: it names the problem, and those after it are not blamed */
            layer: ("adapter" | "realization" | "addresses") | null;
            /** @description those that were observed, in the order in which they are checked */
            layers: {
                /** @enum {string} */
                layer: "adapter" | "realization" | "addresses";
                /** @enum {string} */
                verdict: "healthy" | "degraded" | "failing" | "unknown";
                evidence: string[];
                observedAt: string;
            }[];
        };
        HistoryEntry: {
            position: number;
            /** @description of the stream of the node */
            version: number;
            eventId: string;
            /** @description as in `/v1/inventory/events` */
            type: string;
            /** @description what was reported */
            data: unknown;
            /**
             * @description late: something newer was known of the same thing, so that the node stayed as it was
             * @enum {string}
             */
            effect: "applied" | "late";
            /** @description what it changed: `versions.vkr`, `placement.supervisor`, `presence`…; null: not known, or not there */
            changes: {
                fact: string;
                before: unknown;
                after: unknown;
            }[];
            /** @description when it was true outside */
            observedAt: string;
            /** @description when Lockstep came to know it */
            recordedAt: string;
            actor: string;
            /** @description shared by all that one request recorded */
            correlationId: string | null;
            /** @description what it follows from: `scan-<id>` for a snapshot */
            causationId: string | null;
        };
        HistoryPage: {
            items: components["schemas"]["HistoryEntry"][];
            page: {
                limit: number;
                /** @description cursor of the next page; null at the end */
                next: string | null;
            };
        };
        InventoryEventPage: {
            items: components["schemas"]["RecordedCloudEvent"][];
            page: {
                limit: number;
                /** @description cursor of the next page; null at the end */
                next: string | null;
            };
        };
        IssuedToken: {
            id: string;
            name: string;
            roles: ("viewer" | "inventory-writer" | "matrix-editor" | "planner" | "approver" | "operator" | "admin")[];
            createdAt: string;
            createdBy: string;
            expiresAt?: string;
            revokedAt?: string;
            /** @description the token itself, in the first answer only: nobody can read it again */
            token?: string;
        };
        LastingSourceFault: {
            /** @enum {string} */
            code: "unreachable" | "timed-out" | "login-refused" | "not-authorized" | "certificate-expired" | "certificate-untrusted" | "tls-not-verified" | "address-refused" | "redirected" | "rate-limited" | "server-error" | "unreadable-answer" | "wrong-shape" | "unreadable-version" | "clock-skew" | "claimed-twice" | "foreign-cluster" | "recreated";
            /** @description null: the source as a whole */
            subject: {
                /** @enum {string} */
                kind: "nsx-manager" | "vcenter" | "supervisor" | "cluster";
                id: string;
            } | null;
            place: string | null;
            detail: string;
            since: string;
        };
        /** @description null while it is seen */
        LostSight: {
            source: string;
            /** @description looks in a row that did not find it */
            misses: number;
            since: string;
        } | null;
        MatrixDiff: {
            from: string;
            to: string;
            differences: {
                /** @enum {string} */
                list: "components" | "relations" | "releases" | "statements" | "hops" | "sources";
                key: string;
                /** @description null: only the later revision has it */
                before: unknown;
                /** @description null: only the earlier revision has it */
                after: unknown;
            }[];
        };
        MatrixDryRun: {
            /** @enum {boolean} */
            valid: true;
            digest: string;
            name: string;
            /** @description this very content is the current revision */
            current: boolean;
            parts: {
                name: string;
                digest: string;
            }[];
            counts: {
                components: number;
                relations: number;
                releases: number;
                statements: number;
                hops: number;
                sources: number;
            };
            impact: components["schemas"]["MatrixImpact"];
        };
        MatrixGrid: {
            matrix: string;
            day: string;
            /**
             * @description what supports the claim, strong to weak: vendor, mirror, third-party, operator, observed, assumed
             * @enum {string}
             */
            evidence: "vendor" | "mirror" | "third-party" | "operator" | "observed" | "assumed";
            acceptUntested: boolean;
            rows: string[];
            columns: string[];
            /** @description one list per row, one cell per column */
            cells: {
                /** @enum {string} */
                verdict: "validated" | "untested" | "transitional" | "rejected" | "unknown";
                inside: boolean;
                statement: string | null;
            }[][];
        };
        MatrixImpact: {
            /** @description the revision it is compared with; null: there is none */
            against: string | null;
            /** @description of the record, up to which the fleet is known */
            position: number;
            /** @description with a pairing that falls out, or whose last one comes in */
            clusters: {
                out: {
                    count: number;
                    /** @description at most 1000; all of them page by page under `/impact/subjects` */
                    ids: string[];
                };
                in: {
                    count: number;
                    /** @description at most 1000; all of them page by page under `/impact/subjects` */
                    ids: string[];
                };
            };
            /** @description nodes with equal place, versions and CNI, the most first; at most 200 */
            classes: {
                /** @enum {string} */
                falls: "out" | "in";
                /** @enum {string} */
                kind: "nsx-manager" | "vcenter" | "supervisor" | "cluster";
                /** @description of a node above the clusters */
                id: string | null;
                nsxManager: string | null;
                supervisor: string | null;
                cni: string | null;
                adapter: string | null;
                versions: {
                    [key: string]: string;
                };
                count: number;
                /** @description ids of the exposures that decide it */
                findings: string[];
            }[];
            classCount: number;
            /** @description the worst first; at most 500 */
            findings: {
                /** @enum {string} */
                shift: "opens" | "closes" | "changes";
                id: string;
                /** @enum {string} */
                kind: "exposure" | "unknown-release" | "unknown-version" | "dead-end" | "unplaced" | "shared-id" | "lost-sight" | "unregistered" | "unhealthy" | "rolling" | "source-fault" | "break-glass" | "consumers-unseen" | "change-record-lost" | "change-record-ended" | "change-system-fault" | "support-ending" | "stale-evidence";
                /** @enum {string} */
                severity: "critical" | "high" | "medium" | "low";
                title: string;
                nsxManager: string | null;
                /** @description what makes it this finding, by its kind */
                about: {
                    between?: [
                        string,
                        string
                    ];
                    versions?: [
                        string,
                        string
                    ];
                    component?: string;
                    version?: string;
                    /** @enum {string} */
                    of?: "nsx-manager" | "vcenter" | "supervisor" | "cluster";
                    /** @description null: the source as a whole */
                    node?: {
                        /** @enum {string} */
                        kind: "nsx-manager" | "vcenter" | "supervisor" | "cluster";
                        id: string;
                    } | null;
                    source?: string;
                    /** @enum {string} */
                    code?: "unreachable" | "timed-out" | "login-refused" | "not-authorized" | "certificate-expired" | "certificate-untrusted" | "tls-not-verified" | "address-refused" | "redirected" | "rate-limited" | "server-error" | "unreadable-answer" | "wrong-shape" | "unreadable-version" | "clock-skew" | "claimed-twice" | "foreign-cluster" | "recreated";
                    /** @description change system */
                    system?: string;
                    /**
                     * @description of the change system
                     * @enum {string}
                     */
                    fault?: "unreachable" | "timed-out" | "too-many-requests" | "server-error" | "unauthorized" | "forbidden" | "not-found" | "wrong-shape" | "fields-ignored" | "not-allowed-now" | "not-revisable" | "ambiguous" | "misconfigured";
                    parent?: {
                        /** @enum {string} */
                        kind: "nsx-manager" | "vcenter" | "supervisor" | "cluster";
                        id: string;
                    };
                    id?: string;
                    plan?: string;
                    statement?: string;
                    expires?: string;
                    endOfSupport?: string;
                    /** @enum {string} */
                    observations?: "nsx-manager" | "vcenter" | "supervisor" | "cluster";
                    /** @enum {string} */
                    layer?: "adapter" | "realization" | "addresses";
                };
                before: {
                    /** @description of an exposure: why it is outside its window */
                    verdict: ("rejected" | "untested" | "expired" | "below-floor" | "unknown" | "unobserved") | null;
                    /** @description the statement or hop rule that says so, or would if it counted; null: nobody has said anything */
                    statement: string | null;
                    /** @description of nodes */
                    count: number;
                } | null;
                after: {
                    /** @description of an exposure: why it is outside its window */
                    verdict: ("rejected" | "untested" | "expired" | "below-floor" | "unknown" | "unobserved") | null;
                    /** @description the statement or hop rule that says so, or would if it counted; null: nobody has said anything */
                    statement: string | null;
                    /** @description of nodes */
                    count: number;
                } | null;
            }[];
            findingCount: number;
            /** @description computed plans, neither withdrawn nor hypothetical, that lose a premise */
            plans: {
                plan: string;
                name: string;
                domain: string | null;
                /** @description a premise falls, and with it what the plan was proven by */
                falls: boolean;
                lost: ({
                    /** @enum {string} */
                    kind: "pairing";
                    between: [
                        string,
                        string
                    ];
                    versions: [
                        string,
                        string
                    ];
                    /** @description that the certificate names */
                    statement: string | null;
                    /** @description the verdict */
                    before: string;
                    after: string;
                    steps: string[];
                    /**
                     * @description falls: no longer allowed; weaker: allowed, but to pass through only, or blocked under a condition; restated: allowed by other words than the certificate names
                     * @enum {string}
                     */
                    loss: "falls" | "weaker" | "restated";
                } | {
                    /** @enum {string} */
                    kind: "hop";
                    component: string;
                    from: string;
                    to: string;
                    steps: string[];
                    /**
                     * @description falls: no longer allowed; weaker: allowed, but to pass through only, or blocked under a condition; restated: allowed by other words than the certificate names
                     * @enum {string}
                     */
                    loss: "falls" | "weaker" | "restated";
                })[];
            }[];
        };
        MatrixImpactSubjectPage: {
            items: components["schemas"]["FindingSubject"][];
            page: {
                limit: number;
                /** @description cursor of the next page; null at the end */
                next: string | null;
            };
        };
        MatrixProposal: {
            /** @description of what is proposed: the same, seen by ten Supervisors, is one proposal with ten sources */
            id: string;
            /** @enum {string} */
            state: "open" | "accepted" | "refused";
            addition: {
                /**
                 * @description a release, and what it carries along
                 * @enum {string}
                 */
                addition: "release";
                component: string;
                version: string;
                bundle: {
                    [key: string]: string;
                };
            } | {
                /**
                 * @description the platform lets a version go with a range of another component
                 * @enum {string}
                 */
                addition: "constraint";
                of: {
                    component: string;
                    version: string;
                };
                needs: {
                    component: string;
                    range: string;
                };
            } | {
                /**
                 * @description two versions that run together in healthy clusters
                 * @enum {string}
                 */
                addition: "running-pair";
                versions: {
                    [key: string]: string;
                };
            };
            /** @description null once it is decided */
            standing: {
                /**
                 * @description to the current matrix. new: it is silent; said: it says so by now; conflict: it says otherwise; unreadable: it has no words for it
                 * @enum {string}
                 */
                standing: "new" | "said" | "conflict" | "unreadable";
                detail: string | null;
            } | null;
            /** @description who saw it, where and when first */
            sources: {
                id: string;
                title: string;
                place: string;
                day: string;
            }[];
            /** @description the overlay that accepting it publishes */
            document: {
                [key: string]: unknown;
            };
            /** @description of an accepted one: the matrix revision that says it from then on */
            revision: string | null;
            reason: string | null;
            decidedBy: string | null;
            proposedAt: string;
            changedAt: string;
        };
        MatrixProposalPage: {
            items: components["schemas"]["MatrixProposal"][];
            page: {
                limit: number;
                /** @description cursor of the next page; null at the end */
                next: string | null;
            };
        };
        MatrixRevision: {
            digest: string;
            name: string;
            /** @description counts publications from 1 */
            number: number;
            /** @description what was current until then */
            parent: string | null;
            author: string;
            reason: string | null;
            publishedAt: string;
            position: number;
            /** @description the documents it was composed of */
            parts: {
                name: string;
                digest: string;
            }[];
            document: components["schemas"]["CompatibilityMatrix"];
        };
        MatrixRevisionPage: {
            items: components["schemas"]["MatrixRevisionSummary"][];
            page: {
                limit: number;
                /** @description cursor of the next page; null at the end */
                next: string | null;
            };
        };
        MatrixRevisionSummary: {
            digest: string;
            name: string;
            /** @description counts publications from 1 */
            number: number;
            /** @description what was current until then */
            parent: string | null;
            author: string;
            reason: string | null;
            publishedAt: string;
            position: number;
            /** @description the documents it was composed of */
            parts: {
                name: string;
                digest: string;
            }[];
        };
        MatrixWindow: {
            matrix: string;
            day: string;
            /**
             * @description what supports the claim, strong to weak: vendor, mirror, third-party, operator, observed, assumed
             * @enum {string}
             */
            evidence: "vendor" | "mirror" | "third-party" | "operator" | "observed" | "assumed";
            acceptUntested: boolean;
            of: {
                component: string;
                version: string;
                /** @description a release of the matrix names it */
                listed: boolean;
            };
            with: string;
            /** @description runs of releases that are inside, as people read them */
            summary: string;
            releases: {
                version: string;
                released: string | null;
                endOfSupport: string | null;
                /** @enum {string} */
                verdict: "validated" | "untested" | "transitional" | "rejected" | "unknown";
                inside: boolean;
                statement: string | null;
            }[];
        };
        /** @description The principal behind the token of the request */
        Me: {
            id: string;
            name: string;
            roles: ("viewer" | "inventory-writer" | "matrix-editor" | "planner" | "approver" | "operator" | "admin")[];
        };
        NewChangeRecord: {
            plan: string;
            /** @description of the plan that was looked at */
            digest: string;
        };
        NewChangeSystem: {
            id: string;
            /** @description `servicenow`, `jira` */
            system: string;
            name: string;
            /** @description as the connector of the system asks for them; shown to every reader, so no secrets */
            settings: {
                [key: string]: unknown;
            };
            /** @description what the connector logs in with; kept encrypted, never shown again */
            secret?: unknown;
            /** @description whose plans need a record here before a step may start; null: all that no other system names */
            nsxManagers: string[] | null;
            /**
             * @description on-request: a record is opened as soon as sign-off of a plan is requested; by-hand: by a person alone
             * @enum {string}
             */
            opening: "on-request" | "by-hand";
            /**
             * @description roles of the sign-off policy that an approval there counts as; none: it opens the gate, and signs nothing
             * @default []
             */
            roles?: string[];
            /**
             * @description names that the system tells of approvers, and the actors here that they are: who asked for a plan does not approve it
             * @default {}
             */
            people?: {
                [key: string]: string;
            };
            /**
             * @description whether an approval by names that `people` does not know, or by nobody named, is a signature here, although it may be that of who asked for the plan; has to be said where `roles` are given
             * @enum {string}
             */
            strangers?: "count" | "ignore";
            /**
             * @description between two looks at a record
             * @default 60
             */
            pollSeconds?: number;
            /**
             * @description seconds after which a record that could not be read holds the gate; at least twice `pollSeconds`
             * @default 900
             */
            maxAge?: number;
        };
        NewFreeze: {
            id: string;
            /** @description for people */
            name: string;
            reason: string & (unknown & unknown);
            /**
             * @description all given must match; an empty one is the whole fleet
             * @default {}
             */
            scope?: {
                nsxManagers?: string[];
                supervisors?: string[];
                projects?: string[];
                /** @description label to value */
                labels?: {
                    [key: string]: string;
                };
            };
            /** @description once from one instant to another, or by the clocks of a time zone as RFC 5545 repeats it */
            times: {
                /** Format: date-time */
                from: string;
                /** Format: date-time */
                to: string;
            } | {
                /** @description DTSTART: the first start, by the clocks of `timeZone` */
                start: string;
                /** @description DURATION in days, hours and minutes */
                duration: string;
                /** @description IANA name: `Europe/Berlin` */
                timeZone: string;
                /** @description RRULE: `FREQ=WEEKLY;BYDAY=SA`; absent: once */
                rule?: string;
            };
        };
        NewOwners: {
            id: string;
            /** @description the clusters that are owned; all given must match */
            scope: {
                nsxManagers?: string[];
                supervisors?: string[];
                projects?: string[];
                /** @description label to value */
                labels?: {
                    [key: string]: string;
                };
                clusters?: string[];
            };
            /** @description watches pod traffic, of which NSX sees nothing there */
            podTraffic: {
                name: string;
                /** @description how to reach him or her */
                contact: string;
            };
            /** @description watches NSX beneath */
            nsx: {
                name: string;
                /** @description how to reach him or her */
                contact: string;
            };
        };
        NewPlan: {
            goal: components["schemas"]["UpgradeGoal"];
            /** @description an NSX manager: plan what hangs on it; absent: the whole fleet */
            domain?: string;
        };
        NewPlanVerification: {
            plan: components["schemas"]["UpgradePlan"];
            goal: components["schemas"]["UpgradeGoal"];
            /** @description absent: the recorded one that the plan names, or else the fleet as it is now */
            fleet?: components["schemas"]["FleetSnapshot"];
            /** @description absent: the revision that the plan names, or else the current one */
            matrix?: components["schemas"]["CompatibilityMatrix"];
        };
        NewSignoff: {
            /** @enum {string} */
            decision: "sign";
        } | {
            /** @enum {string} */
            decision: "refuse";
            reason: string & (unknown & unknown);
        };
        NewSignoffPolicy: {
            classes: {
                routine: {
                    /** @description of tokens: viewer, inventory-writer, matrix-editor, planner, approver, operator, admin; others are what change systems count as, such as change-board */
                    role: string;
                    count: number;
                }[];
                "shared-hop": {
                    /** @description of tokens: viewer, inventory-writer, matrix-editor, planner, approver, operator, admin; others are what change systems count as, such as change-board */
                    role: string;
                    count: number;
                }[];
                "point-of-no-return": {
                    /** @description of tokens: viewer, inventory-writer, matrix-editor, planner, approver, operator, admin; others are what change systems count as, such as change-board */
                    role: string;
                    count: number;
                }[];
                "weak-evidence": {
                    /** @description of tokens: viewer, inventory-writer, matrix-editor, planner, approver, operator, admin; others are what change systems count as, such as change-board */
                    role: string;
                    count: number;
                }[];
                "outside-window": {
                    /** @description of tokens: viewer, inventory-writer, matrix-editor, planner, approver, operator, admin; others are what change systems count as, such as change-board */
                    role: string;
                    count: number;
                }[];
            };
            /**
             * @description evidence of this strength and all weaker is weak
             * @enum {string}
             */
            weakFrom: "vendor" | "mirror" | "third-party" | "operator" | "observed" | "assumed";
            reason: string & (unknown & unknown);
        };
        NewToken: {
            /** @description what it is for; people see it in the list */
            name: string;
            roles: ("viewer" | "inventory-writer" | "matrix-editor" | "planner" | "approver" | "operator" | "admin")[];
            /**
             * Format: date-time
             * @description absent: valid until revoked
             */
            expiresAt?: string;
        };
        NewWaiver: {
            /** @description one weak statement of the plan, or all its evidence down to the weakest */
            about: {
                /** @enum {string} */
                kind: "statement";
                statement: string;
            } | {
                /** @enum {string} */
                kind: "evidence";
                /**
                 * @description the weakest that the plan leans on
                 * @enum {string}
                 */
                evidence: "vendor" | "mirror" | "third-party" | "operator" | "observed" | "assumed";
            };
            reason: string & (unknown & unknown);
            /** @description who answers for the risk */
            owner: string;
            /**
             * Format: date-time
             * @description from this instant on it counts no more, and voids what was signed
             */
            expires: string;
        };
        NewWebhook: {
            id: string;
            /** @description called with POST. `http` for this machine alone; private addresses only inside of LOCKSTEP_ALLOWED_NETWORKS of the worker */
            url: string;
            /** @description for people */
            description: string;
            /** @description what it is told of: `dev.lockstep.plan.computed.v1`, `dev.lockstep.plan.*`, `*` */
            events: string[];
            /**
             * @description ids of NSX managers: only plans and findings of their upgrade domains, and what concerns all; null: everything
             * @default null
             */
            domains?: string[] | null;
        };
        NewWhatIf: {
            goal: components["schemas"]["UpgradeGoal"];
            /** @description an NSX manager: plan what hangs on it; absent: the whole fleet */
            domain?: string;
            hypothetical: components["schemas"]["Assumptions"];
        };
        NodeHealth: {
            id: string;
            /** @description the moment that ages count up to */
            at: string;
            /** @description seconds: `LOCKSTEP_SIGNAL_AGE` */
            maxAge: number;
            /**
             * @description that of the problem; without one healthy, or unknown while a layer is
             * @enum {string}
             */
            verdict: "healthy" | "degraded" | "failing" | "unknown";
            /** @description the first layer that fails, top down; where none fails, the first that is degraded */
            problem: {
                /** @enum {string} */
                layer: "adapter" | "realization" | "addresses";
                /** @enum {string} */
                state: "failing" | "degraded";
                text: string;
            } | null;
            /** @description all three, top down */
            layers: {
                /** @enum {string} */
                layer: "adapter" | "realization" | "addresses";
                /**
                 * @description unknown also when one signal that is expected is missing, stale or unknown itself
                 * @enum {string}
                 */
                state: "healthy" | "degraded" | "failing" | "unknown" | "not-applicable";
                /** @description it names the problem; false for the layers below, which may fail because of it */
                blamed: boolean;
                /** @description what decides: signals, or the newer word of somebody who judged the layer himself */
                by: ("signals" | "report") | null;
                signals: {
                    /** @enum {string} */
                    name: "antrea-controller" | "antrea-agents" | "adapter-deployment" | "mp-adapter" | "ccp-adapter" | "controller" | "agents" | "ccp-session" | "mp-connection" | "service-account" | "stored-versions" | "realized-state" | "network" | "subnets" | "ip-block";
                    /** @enum {string} */
                    state: "ok" | "degraded" | "failed" | "unknown";
                    detail: string | null;
                    source: string;
                    /** @description since when it is so, as far as its source has looked */
                    observedAt: string;
                    /** @description when its source last looked and found it so */
                    seenAt: string;
                    /** @description seconds from `seenAt` to `at` */
                    age: number;
                    /**
                     * @description stale: older than `maxAge`, so that it counts as unknown; not-expected: it says nothing about a node like this one
                     * @enum {string}
                     */
                    standing: "counts" | "stale" | "not-expected";
                }[];
                /** @description expected of this node, and told by no source */
                missing: ("antrea-controller" | "antrea-agents" | "adapter-deployment" | "mp-adapter" | "ccp-adapter" | "controller" | "agents" | "ccp-session" | "mp-connection" | "service-account" | "stored-versions" | "realized-state" | "network" | "subnets" | "ip-block")[];
                report: {
                    /** @enum {string} */
                    verdict: "healthy" | "degraded" | "failing" | "unknown";
                    evidence: string[];
                    observedAt: string;
                    age: number;
                    /** @enum {string} */
                    standing: "counts" | "stale";
                } | null;
            }[];
            /** @description of the last event that changed the node */
            position: number;
        };
        NsxBlockers: {
            matrix: string;
            /** @description on which `expires` was judged: that of the newest observation */
            day: string | null;
            /**
             * @description what supports the claim, strong to weak: vendor, mirror, third-party, operator, observed, assumed
             * @enum {string}
             */
            evidence: "vendor" | "mirror" | "third-party" | "operator" | "observed" | "assumed";
            acceptUntested: boolean;
            nsxManager: string;
            nsx: string;
            target: string;
            /**
             * @description open: some release of the target is held back by nobody; held: all are; beyond: NSX has passed them, and never goes back
             * @enum {string}
             */
            outcome: "open" | "held" | "beyond";
            /** @description of the target, oldest first, without those that NSX has passed */
            releases: {
                release: string;
                /** @description nobody holds it back; whether hops lead there is said by `hops` */
                open: boolean;
                hops: {
                    /**
                     * @description here: NSX is there; free: hops are allowed whatever runs around; conditional: some depend on it; none: no sequence of supported hops; unknown: where NSX is could not be observed
                     * @enum {string}
                     */
                    kind: "here" | "free" | "conditional" | "none" | "unknown";
                    /** @description releases hopped to, the last one included */
                    via: string[];
                };
                /** @description that hold it back, each counted once */
                clusters: number;
                sharedNodes: number;
                /** @description grouped by the version that does not go with it; most nodes first */
                causes: {
                    component: string;
                    version: string;
                    /** @enum {string} */
                    scope: "nsxManager" | "vcenter" | "supervisor" | "cluster";
                    /** @enum {string} */
                    verdict: "validated" | "untested" | "transitional" | "rejected" | "unknown";
                    /** @description the statement that decided; null: no statement counts */
                    statement: string | null;
                    /** @description outside with the present NSX as well; null: where NSX is could not be observed */
                    outsideNow: boolean | null;
                    count: number;
                    /** @description ids, at most 1000 */
                    nodes: string[];
                    /** @description most first; null: without a Project */
                    projects: {
                        project: string | null;
                        count: number;
                    }[];
                }[];
            }[];
        };
        NsxManager: {
            id: string;
            /**
             * @description component to version; `unknown` where it could not be observed
             * @default {}
             */
            versions: {
                [key: string]: string;
            };
            /**
             * @description label to value
             * @default {}
             */
            labels: {
                [key: string]: string;
            };
            /** @default [] */
            ipBlocks: {
                id: string;
                nsxManager: string;
                project?: string;
                cidr: string;
                available?: number;
            }[];
            health: components["schemas"]["Health"];
            /** @description by source, what it told of the health; absent: none tells anything */
            signals?: {
                [key: string]: {
                    /** @description when they last changed */
                    observedAt: string;
                    signals: {
                        /** @enum {string} */
                        name: "antrea-controller" | "antrea-agents" | "adapter-deployment" | "mp-adapter" | "ccp-adapter" | "controller" | "agents" | "ccp-session" | "mp-connection" | "service-account" | "stored-versions" | "realized-state" | "network" | "subnets" | "ip-block";
                        /** @enum {string} */
                        state: "ok" | "degraded" | "failed" | "unknown";
                        detail: string | null;
                    }[];
                };
            };
            /** @description component to what runs of it where, while it rolls; absent: nothing rolls */
            mixed?: {
                [key: string]: {
                    part: string;
                    version: string;
                    nodes: number;
                }[];
            };
            /** @description by what it is told apart from another one with its name; `nsxClusterId`: by what NSX knows a cluster */
            identity?: {
                uid: string | null;
                nsxClusterId: string | null;
            };
            lostSight: components["schemas"]["LostSight"];
            /** @description the newest observation of it, changed or not */
            observedAt: string;
            registeredAt: string;
            /** @description of the last event that changed it */
            position: number;
            /** @description who still uses the NSX Manager API, which NSX 9 does not have; absent: nobody has looked */
            managerApi?: {
                consumers: {
                    name: string;
                    kind: string;
                    lastSeen: string | null;
                }[];
            };
        };
        NsxManagerPage: {
            items: components["schemas"]["NsxManager"][];
            page: {
                limit: number;
                /** @description cursor of the next page; null at the end */
                next: string | null;
            };
        };
        Owners: {
            id: string;
            /** @description the clusters that are owned; all given must match */
            scope: {
                nsxManagers?: string[];
                supervisors?: string[];
                projects?: string[];
                /** @description label to value */
                labels?: {
                    [key: string]: string;
                };
                clusters?: string[];
            };
            /** @description watches pod traffic, of which NSX sees nothing there */
            podTraffic: {
                name: string;
                /** @description how to reach him or her */
                contact: string;
            };
            /** @description watches NSX beneath */
            nsx: {
                name: string;
                /** @description how to reach him or her */
                contact: string;
            };
            /** Format: date-time */
            changedAt: string;
        };
        OwnersPage: {
            items: components["schemas"]["Owners"][];
            page: {
                limit: number;
                /** @description cursor of the next page; null at the end */
                next: string | null;
            };
        };
        Plan: {
            id: string;
            /**
             * @description how far it has come. computed covers plans that say why the goal can not be reached: see outcome. signed-off: every signature that its risks ask for is there, see `/signoffs`; break-glass is none. executing: from its first start on. finished: every step is seen done. abandoned: its execution was given up. void: something it leans on is no longer so, see `fallen`. superseded: another plan took its place
             * @enum {string}
             */
            status: "requested" | "computed" | "failed" | "signed-off" | "executing" | "finished" | "abandoned" | "withdrawn" | "superseded" | "void";
            name: string;
            domain: string | null;
            /** @description the plan in whose place this one was asked for */
            parent: string | null;
            /** @description false: over assumed facts (`/v1/what-if`), and never to be signed off or executed */
            executable: boolean;
            requestedBy: string;
            /** Format: date-time */
            requestedAt: string;
            /** @description when the result, or the failure, was recorded */
            settledAt: string | null;
            /** @description of the plan, when there is one */
            digest: string | null;
            outcome: ("planned" | "nothing-to-do" | "infeasible" | "invalid-start") | null;
            objective: {
                sharedHops: number;
                clusterRollouts: number;
                addonHops: number;
            } | null;
            /** @description false: the search reached its limit (`LOCKSTEP_SEARCH_LIMIT`). The plan is safe, and no cheaper one than `lowerBound` exists; where there is no plan, none was found, and it is not proven that there is none */
            optimal: boolean | null;
            /** @description given for a plan whose `optimal` is false */
            lowerBound: {
                sharedHops: number;
                clusterRollouts: number;
                addonHops: number;
            } | null;
            /** @description how many */
            steps: number | null;
            /** @description null for a plan over what is stated and observed */
            hypothetical: {
                /**
                 * @description as in a matrix document; with `removed: true` one of the matrix is taken away
                 * @default []
                 */
                statements: {
                    id: string;
                    /** @description exactly two components, each with a range */
                    between?: {
                        [key: string]: string;
                    };
                    /** @enum {string} */
                    status?: "validated" | "untested" | "transitional" | "rejected";
                    /**
                     * @description what supports the claim, strong to weak: vendor, mirror, third-party, operator, observed, assumed
                     * @enum {string}
                     */
                    evidence?: "vendor" | "mirror" | "third-party" | "operator" | "observed" | "assumed";
                    /**
                     * Format: date
                     * @description the last day on which the statement counts
                     */
                    expires?: string;
                    /**
                     * @description a tombstone: an earlier document of the composition holds this id, and it no longer counts
                     * @enum {boolean}
                     */
                    removed?: true;
                    note?: string;
                    /**
                     * @description ids of sources
                     * @default []
                     */
                    sources: string[];
                }[];
                /**
                 * @description as in a matrix document; one that the matrix has is extended
                 * @default []
                 */
                releases: {
                    component: string;
                    version: string;
                    /** Format: date */
                    released?: string;
                    /** Format: date */
                    endOfSupport?: string;
                    /** @description what the release carries along, component to version */
                    bundle?: {
                        [key: string]: string;
                    };
                    note?: string;
                    /**
                     * @description ids of sources
                     * @default []
                     */
                    sources: string[];
                }[];
                /**
                 * @description as in a matrix document; with `removed: true` one of the matrix is taken away
                 * @default []
                 */
                hops: {
                    id?: string;
                    component?: string;
                    from?: string;
                    to?: string;
                    /** @enum {string} */
                    status?: "supported" | "blocked";
                    maxMinorStep?: number;
                    /** @description must hold for every instance that meets the moving one, before the hop */
                    requires?: {
                        component: string;
                        range: string;
                    }[];
                    /** @description a blocked rule applies when each of these matches some instance that meets the moving one */
                    when?: {
                        component: string;
                        range: string;
                    }[];
                    /**
                     * @description false marks a point of no return
                     * @default true
                     */
                    reversible: boolean;
                    /**
                     * @description what supports the claim, strong to weak: vendor, mirror, third-party, operator, observed, assumed
                     * @enum {string}
                     */
                    evidence?: "vendor" | "mirror" | "third-party" | "operator" | "observed" | "assumed";
                    /**
                     * @description a tombstone: an earlier document of the composition holds this id, and it no longer counts
                     * @enum {boolean}
                     */
                    removed?: true;
                    note?: string;
                    /**
                     * @description ids of sources
                     * @default []
                     */
                    sources: string[];
                }[];
                /**
                 * @description what nodes are assumed to run; `unknown`: out of sight
                 * @default []
                 */
                versions: {
                    node: string;
                    component: string;
                    version: string;
                }[];
                /** @description the published revision and the observed fleet it is assumed over */
                over: {
                    matrix: string;
                    fleet: string;
                };
            } | null;
            inputs: {
                matrix: string;
                fleet: string;
                goal: string;
                /** @description of the newest event in the fleet that was planned */
                position: number;
                /** @description its version; null while there is no result */
                planner: string | null;
            };
            goal: components["schemas"]["UpgradeGoal"];
            /** @description the document, when it has been computed */
            plan: components["schemas"]["UpgradePlan"] | null;
            /** @description a defect of the planner or its machine; says nothing about the goal */
            failure: {
                reason: string;
            } | null;
            withdrawal: {
                reason: string;
                /** Format: date-time */
                at: string;
                by: string;
            } | null;
            /** @description what made it void */
            fallen: components["schemas"]["PremiseFall"][];
            supersededBy: string | null;
        };
        PlanCertificate: {
            id: string;
            digest: string;
            /** @description false: over assumed facts (`/v1/what-if`), and never to be signed off or executed */
            executable: boolean;
            matrix: string;
            /** @description the weakest evidence that a premise leans on */
            evidenceFloor: ("vendor" | "mirror" | "third-party" | "operator" | "observed" | "assumed") | null;
            weakest: string[];
            /** @description those of the goal that the plan leans on */
            waivers: {
                /** @description a statement of the matrix */
                statement: string;
                reason: string & (unknown & unknown);
                /** @description who accepts it */
                by: string;
                /**
                 * Format: date
                 * @description the last day on which it counts, judged on the day of the snapshot
                 */
                expires: string;
            }[];
            steps: {
                step: string;
                component: string;
                subjects: string[];
                /** @description ids of groups whose members are further subjects */
                groups: string[];
                premises: {
                    between: [
                        string,
                        string
                    ];
                    versions: [
                        string,
                        string
                    ];
                    /** @enum {string} */
                    phase: "before" | "during" | "after";
                    /** @enum {string} */
                    basis: "statement" | "unknown-allowed" | "start-exposure" | "not-rejected";
                    statement: string | null;
                }[];
            }[];
            /** @description every statement that a premise names */
            statements: {
                id: string;
                between: {
                    [key: string]: string;
                };
                /** @enum {string} */
                status: "validated" | "untested" | "transitional" | "rejected";
                /** @enum {string} */
                evidence: "vendor" | "mirror" | "third-party" | "operator" | "observed" | "assumed";
                expires: string | null;
                note: string | null;
                sources: string[];
            }[];
            /** @description every source that such a statement names */
            sources: {
                id: string;
                title: string;
                url: string | null;
                /** @enum {string} */
                confidence: "vendor" | "mirror" | "third-party" | "operator" | "observed" | "assumed";
            }[];
        };
        PlanDiff: {
            from: {
                id: string;
                digest: string;
            };
            to: {
                id: string;
                digest: string;
            };
            added: {
                id: string;
                /** @description from 1 */
                place: number;
                component: string;
                moves: {
                    component: string;
                    from: string;
                    to: string;
                }[];
                /** @description how many nodes */
                subjects: number;
            }[];
            removed: {
                id: string;
                /** @description from 1 */
                place: number;
                component: string;
                moves: {
                    component: string;
                    from: string;
                    to: string;
                }[];
                /** @description how many nodes */
                subjects: number;
            }[];
            /** @description the same moves, by other nodes */
            changed: {
                before: {
                    id: string;
                    /** @description from 1 */
                    place: number;
                    component: string;
                    moves: {
                        component: string;
                        from: string;
                        to: string;
                    }[];
                    /** @description how many nodes */
                    subjects: number;
                };
                after: {
                    id: string;
                    /** @description from 1 */
                    place: number;
                    component: string;
                    moves: {
                        component: string;
                        from: string;
                        to: string;
                    }[];
                    /** @description how many nodes */
                    subjects: number;
                };
                /** @description the first hundred of them */
                joined: string[];
                /** @description the first hundred of them */
                left: string[];
                joinedCount: number;
                leftCount: number;
            }[];
            /** @description at another place among the steps that both plans have */
            moved: {
                before: {
                    id: string;
                    /** @description from 1 */
                    place: number;
                    component: string;
                    moves: {
                        component: string;
                        from: string;
                        to: string;
                    }[];
                    /** @description how many nodes */
                    subjects: number;
                };
                after: {
                    id: string;
                    /** @description from 1 */
                    place: number;
                    component: string;
                    moves: {
                        component: string;
                        from: string;
                        to: string;
                    }[];
                    /** @description how many nodes */
                    subjects: number;
                };
            }[];
            unchanged: number;
        };
        PlanExecution: {
            plan: string;
            digest: string;
            /**
             * @description replaced: another plan goes on from where it stood
             * @enum {string}
             */
            status: "executing" | "paused" | "finished" | "abandoned" | "replaced";
            /** @description NSX managers: no other plan is executed there meanwhile */
            domains: string[];
            policy: components["schemas"]["ExecutionPolicy"];
            /** @description the oldest that stands */
            pause: {
                /** @description what a resume names */
                id: string;
                /** @enum {string} */
                cause: "person" | "failures";
                step: string | null;
                reason: string;
                /** Format: date-time */
                at: string;
                by: string;
            } | null;
            /** @description all that stand, each until it is lifted; the oldest first */
            pauses: {
                /** @description what a resume names */
                id: string;
                /** @enum {string} */
                cause: "person" | "failures";
                step: string | null;
                reason: string;
                /** Format: date-time */
                at: string;
                by: string;
            }[];
            steps: {
                step: string;
                component: string;
                moved: string[];
                after: string[];
                reversible: boolean;
                /**
                 * @description succeeded: reported, and not seen everywhere yet; confirmed: the inventory shows it
                 * @enum {string}
                 */
                state: "waiting" | "running" | "failed" | "succeeded" | "confirmed";
                counts: {
                    subjects: number;
                    waiting: number;
                    running: number;
                    failed: number;
                    succeeded: number;
                    confirmed: number;
                    skipped: number;
                };
                running: string[];
                failed: string[];
                /** @description of what runs: who has started it, and when */
                starts: {
                    subject: string;
                    by: string;
                    /** Format: date-time */
                    at: string;
                }[];
                /** @description reported done and not seen at the target yet */
                awaiting: string[];
                /** @description failed attempts since a pause of the step was last lifted, or the execution went on */
                failures: number;
                startedAt: string | null;
                confirmedAt: string | null;
                /** @description of a step whose faults show under load only and that others come after; null: it has not begun */
                soak: {
                    /** Format: date-time */
                    startedAt: string;
                    /** @description when all that it asks for was first there */
                    endedAt: string | null;
                } | null;
                evidence: {
                    /** @description what a later report names that corrects this one */
                    id: string;
                    /** Format: date-time */
                    at: string;
                    by: string;
                    evidence: {
                        kind: string;
                    } & {
                        [key: string]: unknown;
                    };
                }[];
            }[];
            skipped: string[];
            drift: {
                node: {
                    kind: string;
                    id: string;
                };
                component: string;
                /** @description none: the component is gone */
                observed: string[];
                /** @description what the plan lets it run at this moment; none: it has no such component */
                predicted: string[];
                /** Format: date-time */
                since: string;
                position: number;
            }[];
            /** Format: date-time */
            startedAt: string;
            endedAt: string | null;
        };
        PlanExplanation: {
            id: string;
            digest: string;
            /** @description false: over assumed facts (`/v1/what-if`), and never to be signed off or executed */
            executable: boolean;
            /** @enum {string} */
            outcome: "planned" | "nothing-to-do" | "infeasible" | "invalid-start";
            optimal: boolean;
            explanation: {
                summary: string;
                blockers: {
                    /** @enum {string} */
                    kind: "target" | "hold" | "cluster" | "supported-until" | "start";
                    subject: string;
                    message: string;
                    /** @description the upgrade domain it blocks */
                    nsxManager?: string;
                    /** @description further clusters that block in the very same way */
                    alike?: string[];
                }[];
                /** @description per upgrade domain: facts each of which would have to be otherwise or be walked around */
                causes?: {
                    nsxManager: string;
                    obstacles: ({
                        /** @enum {string} */
                        kind: "pairing";
                        between: [
                            string,
                            string
                        ];
                        versions: [
                            string,
                            string
                        ];
                        /** @enum {string} */
                        verdict: "validated" | "untested" | "transitional" | "rejected" | "unknown";
                        statement: string | null;
                        note?: string;
                        /** @description ids of sources of the matrix */
                        sources?: string[];
                        /** @description statements about the pair that the day or the policy leaves out; waivable ones first */
                        ignored?: {
                            statement: string;
                            /** @enum {string} */
                            because: "expired" | "below-floor" | "untested";
                            /** @description a waiver of the goal would make it let the pair pass */
                            waivable: boolean;
                        }[];
                    } | {
                        /** @enum {string} */
                        kind: "hop";
                        component: string;
                        from: string;
                        to: string;
                        /** @enum {string} */
                        reason: "blocked" | "back-in-time" | "no-rule" | "condition";
                        rule: string | null;
                        note?: string;
                        /** @description ids of sources of the matrix */
                        sources?: string[];
                    })[];
                    more: number;
                }[];
                /** @description up to three repairs per upgrade domain, those of the smallest size first; each was planned again */
                relaxations?: {
                    /** @description the upgrade domain it repairs */
                    nsxManager: string;
                    changes: ({
                        /** @enum {string} */
                        kind: "assume-statement";
                        between: [
                            string,
                            string
                        ];
                        versions: [
                            string,
                            string
                        ];
                        /**
                         * @description what the matrix says of the pair today
                         * @enum {string}
                         */
                        verdict: "validated" | "untested" | "transitional" | "rejected" | "unknown";
                        /** @description statements about the pair that the day or the policy leaves out; waivable ones first */
                        ignored?: {
                            statement: string;
                            /** @enum {string} */
                            because: "expired" | "below-floor" | "untested";
                            /** @description a waiver of the goal would make it let the pair pass */
                            waivable: boolean;
                        }[];
                    } | {
                        /** @enum {string} */
                        kind: "allow-hop";
                        component: string;
                        from: string;
                        to: string;
                        /**
                         * @description why the matrix does not allow it today
                         * @enum {string}
                         */
                        reason: "blocked" | "back-in-time" | "no-rule" | "condition";
                        rule: string | null;
                        note?: string;
                    } | {
                        /** @enum {string} */
                        kind: "loosen-target";
                        target: number;
                        component: string;
                        version: string;
                        /** @description the most that can be asked for instead; null: drop the target */
                        to: string | null;
                    } | {
                        /** @enum {string} */
                        kind: "exclude-cluster";
                        cluster: string;
                    })[];
                    /** @description true: it was proven that no smaller set of such changes is enough */
                    minimal: boolean;
                }[];
                /** @description how far each blocked upgrade domain can get */
                furthest?: {
                    nsxManager: string;
                    /** @description per target: met as asked, partly (then `version` is what can be met instead), or not at all */
                    targets: {
                        target: number;
                        /** @enum {string} */
                        reached: "met" | "partly" | "not";
                        version: string | null;
                    }[];
                    /** @description false: even the support date had to be given up */
                    supportedUntil: boolean;
                    objective: {
                        sharedHops: number;
                        clusterRollouts: number;
                        addonHops: number;
                    };
                }[];
                /** @description releases from which no hop leads to what a target accepts */
                deadEnds?: {
                    component: string;
                    version: string;
                    /** @enum {string} */
                    how: "sits-on" | "walks-into";
                    /** @description who sits on it, or could hop to it */
                    nodes: string[];
                    target: number;
                    because: ({
                        /** @enum {string} */
                        kind: "pairing";
                        between: [
                            string,
                            string
                        ];
                        versions: [
                            string,
                            string
                        ];
                        /** @enum {string} */
                        verdict: "validated" | "untested" | "transitional" | "rejected" | "unknown";
                        statement: string | null;
                        note?: string;
                        /** @description ids of sources of the matrix */
                        sources?: string[];
                        /** @description statements about the pair that the day or the policy leaves out; waivable ones first */
                        ignored?: {
                            statement: string;
                            /** @enum {string} */
                            because: "expired" | "below-floor" | "untested";
                            /** @description a waiver of the goal would make it let the pair pass */
                            waivable: boolean;
                        }[];
                    } | {
                        /** @enum {string} */
                        kind: "hop";
                        component: string;
                        from: string;
                        to: string;
                        /** @enum {string} */
                        reason: "blocked" | "back-in-time" | "no-rule" | "condition";
                        rule: string | null;
                        note?: string;
                        /** @description ids of sources of the matrix */
                        sources?: string[];
                    })[];
                }[];
                /** @description false: a bound on the work was hit, and more or smaller repairs may exist */
                complete?: boolean;
            } | null;
            exposures: {
                between: [
                    string,
                    string
                ];
                nodes: [
                    string,
                    string
                ];
                versions: [
                    string,
                    string
                ];
                /** @enum {string} */
                verdict: "validated" | "untested" | "transitional" | "rejected" | "unknown";
                /** @description the step that ends it; null when it remains */
                endedBy: string | null;
                /** @description further clusters of which all of this is as true, each in the place of the one in `nodes`; in text order */
                alike?: string[];
            }[];
        };
        PlanGroupMemberPage: {
            items: string[];
            page: {
                limit: number;
                /** @description cursor of the next page; null at the end */
                next: string | null;
            };
        };
        PlanPage: {
            items: components["schemas"]["PlanSummary"][];
            page: {
                limit: number;
                /** @description cursor of the next page; null at the end */
                next: string | null;
            };
        };
        /** @description `items`: nodes whose versions, place, CNI and presence the plan leans on */
        PlanPremises: {
            id: string;
            digest: string;
            items: {
                /** @enum {string} */
                kind: "nsx-manager" | "vcenter" | "supervisor" | "cluster";
                id: string;
                /** @description false: it meets nodes that do */
                moves: boolean;
            }[];
            page: {
                limit: number;
                /** @description cursor of the next page; null at the end */
                next: string | null;
            };
            pairings: {
                between: [
                    string,
                    string
                ];
                versions: [
                    string,
                    string
                ];
                /** @enum {string} */
                basis: "statement" | "unknown-allowed" | "start-exposure" | "not-rejected";
                statement: string | null;
                steps: string[];
            }[];
            hops: {
                component: string;
                from: string;
                to: string;
                carries: {
                    component: string;
                    to: string;
                }[];
                steps: string[];
            }[];
        };
        PlanRecomputation: {
            id: string;
            plan: string;
            /** @enum {string} */
            state: "running" | "ended";
            /** @description whether the digest is the same; null while it runs */
            outcome: ("same" | "different" | "failed") | null;
            recorded: string | null;
            found: string | null;
            /** @description record: read from the events up to the position of the plan; kept: as it was kept with it, since more was recorded at that position */
            fleet: ("record" | "kept") | null;
            /** @description versions */
            planner: {
                recorded: string;
                found: string;
            } | null;
            reason: string | null;
        };
        PlanSchedule: {
            plan: string;
            planDigest: string;
            /** @description null: computed for this answer alone */
            kept: {
                /** Format: date-time */
                at: string;
                by: string;
                version: number;
                /** @description false: the rules of a time zone have changed since, and what is shown is by those of now */
                reproduced: boolean;
            } | null;
            policy: components["schemas"]["SchedulePolicy"];
            /**
             * Format: date-time
             * @description from when on work is laid: as the policy says, and not before the schedule was computed
             */
            notBefore: string;
            /** @description what had begun by then, which lies where it is; what is done is not done again */
            begun: {
                step: string;
                subjects: string[];
                /** Format: date-time */
                start: string;
                /**
                 * Format: date-time
                 * @description when it was seen done, or reported so; of what runs, when it should end
                 */
                end: string;
                isRunning: boolean;
            }[];
            /** @description where the schedule is not what the policy says, and why */
            remarks: {
                /** @description RFC 6901 into the policy */
                pointer: string;
                detail: string;
            }[];
            /**
             * Format: date-time
             * @description what does not end by then has no room
             */
            horizonEnd: string;
            /** @description minutes that were counted with: those of the policy, else learned ones, else starting points */
            durations: {
                perNode: {
                    [key: string]: number;
                };
                fixed: {
                    [key: string]: number;
                };
                nodes: number;
            };
            /** @description those on record, which count beside those of the policy */
            freezes: {
                name?: string;
                /** @description all given must match; an NSX manager or a Supervisor stands for itself and all that hangs on it */
                scope?: {
                    nsxManagers?: string[];
                    supervisors?: string[];
                    projects?: string[];
                    /** @description label to value */
                    labels?: {
                        [key: string]: string;
                    };
                };
                times: {
                    /** @description DTSTART: the first start, by the clocks of `timeZone` */
                    start: string;
                    /** @description DURATION in days, hours and minutes */
                    duration: string;
                    /** @description IANA name: `Europe/Berlin` */
                    timeZone: string;
                    /** @description RRULE: `FREQ=WEEKLY;BYDAY=SA`; absent: once */
                    rule?: string;
                } | {
                    /** Format: date-time */
                    from: string;
                    /** Format: date-time */
                    to: string;
                };
            }[];
            /** @description of the schedule: equal conditions give an equal one */
            digest: string;
            /** @enum {string} */
            outcome: "placed" | "no-room";
            /** Format: date-time */
            start: string;
            /**
             * Format: date-time
             * @description when the last step has ended and soaked
             */
            end: string;
            minutes: number;
            /** @description no schedule under these conditions ends before it */
            lowerBound: {
                /** Format: date-time */
                end: string;
                minutes: number;
            };
            /** @description how much longer it is than its lower bound, in percent */
            gap: number | null;
            /** @description in the order of the plan */
            steps: components["schemas"]["ScheduledStep"][];
            /** @description work that nothing has room for; what comes after it is missing too */
            unplaced: {
                step: string;
                wave: number;
                subject: string;
                /** @description how long it takes, without a break unless its component is resumable */
                minutes: number;
                /**
                 * Format: date-time
                 * @description when it could have begun
                 */
                earliest: string;
                /** @description the most minutes in a row that its windows and freezes leave from then on */
                longestRoom: number;
            }[];
        };
        PlanStanding: {
            id: string;
            /** @enum {string} */
            status: "requested" | "computed" | "failed" | "signed-off" | "executing" | "finished" | "abandoned" | "withdrawn" | "superseded" | "void";
            digest: string | null;
            /**
             * @description not-decidable: there is nothing to carry out, or it was withdrawn, superseded, or made of assumed facts
             * @enum {string}
             */
            standing: "stands" | "void" | "not-decidable";
            /** @description what made it void */
            fallen: {
                premise: {
                    /**
                     * @description an observed fact of the fleet
                     * @enum {string}
                     */
                    kind: "node";
                    node: {
                        /** @enum {string} */
                        kind: "nsx-manager" | "vcenter" | "supervisor" | "cluster";
                        id: string;
                    };
                    /**
                     * @description `joined`: a node of which the plan knows nothing hangs on one that it moves
                     * @enum {string}
                     */
                    fact: "presence" | "placement" | "networking" | "cni" | "version" | "rolling" | "joined";
                    component: string | null;
                } | {
                    /**
                     * @description a pairing that the matrix no longer allows
                     * @enum {string}
                     */
                    kind: "pairing";
                    between: [
                        string,
                        string
                    ];
                    versions: [
                        string,
                        string
                    ];
                    statement: string | null;
                    steps: string[];
                } | {
                    /** @enum {string} */
                    kind: "hop";
                    component: string;
                    from: string;
                    to: string;
                    steps: string[];
                } | {
                    /**
                     * @description the steps can not be proven any more
                     * @enum {string}
                     */
                    kind: "proof";
                    message: string;
                };
                /** @description what the plan leans on */
                before: string | null;
                /** @description what is so now */
                after: string | null;
                by: {
                    /** @enum {string} */
                    kind: "event";
                    stream: string;
                    position: number;
                    id: string;
                    /** @description as stored: `ClusterVersionObserved` */
                    type: string;
                } | {
                    /** @enum {string} */
                    kind: "calendar";
                    /** Format: date */
                    day: string;
                } | {
                    /** @enum {string} */
                    kind: "unknown";
                };
                /** @description the same in words */
                message: string;
            }[];
            evidence: {
                /**
                 * @description a plan can be signed off on fresh evidence only
                 * @enum {string}
                 */
                age: "fresh" | "stale" | "unknown";
                oldest: {
                    node: {
                        /** @enum {string} */
                        kind: "nsx-manager" | "vcenter" | "supervisor" | "cluster";
                        id: string;
                    };
                    observedAt: string | null;
                } | null;
                /** @description seconds: `LOCKSTEP_EVIDENCE_AGE` */
                maxAge: number;
            } | null;
        };
        PlanStep: {
            id: string;
            component: string;
            subjects: string[];
            /** @description ids of groups whose members are further subjects */
            groups?: string[];
            moves: {
                component: string;
                from: string;
                to: string;
            }[];
            after: string[];
            premises: {
                between: [
                    string,
                    string
                ];
                versions: [
                    string,
                    string
                ];
                /** @enum {string} */
                phase: "before" | "during" | "after";
                /**
                 * @default statement
                 * @enum {string}
                 */
                basis: "statement" | "unknown-allowed" | "start-exposure" | "not-rejected";
                statement: string | null;
            }[];
            reversible: boolean;
        };
        PlanStepPage: {
            items: components["schemas"]["PlanStep"][];
            page: {
                limit: number;
                /** @description cursor of the next page; null at the end */
                next: string | null;
            };
            /** @description the groups that the steps of this page name; their members are under `/groups/{group}` */
            groups: {
                id: string;
                /** @description how many members */
                size: number;
            }[];
        };
        PlanSummary: {
            id: string;
            /**
             * @description how far it has come. computed covers plans that say why the goal can not be reached: see outcome. signed-off: every signature that its risks ask for is there, see `/signoffs`; break-glass is none. executing: from its first start on. finished: every step is seen done. abandoned: its execution was given up. void: something it leans on is no longer so, see `fallen`. superseded: another plan took its place
             * @enum {string}
             */
            status: "requested" | "computed" | "failed" | "signed-off" | "executing" | "finished" | "abandoned" | "withdrawn" | "superseded" | "void";
            name: string;
            domain: string | null;
            /** @description the plan in whose place this one was asked for */
            parent: string | null;
            /** @description false: over assumed facts (`/v1/what-if`), and never to be signed off or executed */
            executable: boolean;
            requestedBy: string;
            /** Format: date-time */
            requestedAt: string;
            /** @description when the result, or the failure, was recorded */
            settledAt: string | null;
            /** @description of the plan, when there is one */
            digest: string | null;
            outcome: ("planned" | "nothing-to-do" | "infeasible" | "invalid-start") | null;
            objective: {
                sharedHops: number;
                clusterRollouts: number;
                addonHops: number;
            } | null;
            /** @description false: the search reached its limit (`LOCKSTEP_SEARCH_LIMIT`). The plan is safe, and no cheaper one than `lowerBound` exists; where there is no plan, none was found, and it is not proven that there is none */
            optimal: boolean | null;
            /** @description given for a plan whose `optimal` is false */
            lowerBound: {
                sharedHops: number;
                clusterRollouts: number;
                addonHops: number;
            } | null;
            /** @description how many */
            steps: number | null;
            inputs: {
                matrix: string;
                fleet: string;
                goal: string;
            };
        };
        PlanVerification: {
            /** @enum {string} */
            outcome: "proven" | "refuted";
            /** @description what the plan was proved or refuted over */
            over: {
                matrix: string;
                fleet: string;
                goal: string;
            };
            /** @description all of the first step that is wrong, or else of the final state */
            refutations: ({
                kind: string;
                message: string;
            } & {
                [key: string]: unknown;
            })[];
        };
        PlanWithdrawal: {
            reason: string;
        };
        PremiseFall: {
            premise: {
                /**
                 * @description an observed fact of the fleet
                 * @enum {string}
                 */
                kind: "node";
                node: {
                    /** @enum {string} */
                    kind: "nsx-manager" | "vcenter" | "supervisor" | "cluster";
                    id: string;
                };
                /**
                 * @description `joined`: a node of which the plan knows nothing hangs on one that it moves
                 * @enum {string}
                 */
                fact: "presence" | "placement" | "networking" | "cni" | "version" | "rolling" | "joined";
                component: string | null;
            } | {
                /**
                 * @description a pairing that the matrix no longer allows
                 * @enum {string}
                 */
                kind: "pairing";
                between: [
                    string,
                    string
                ];
                versions: [
                    string,
                    string
                ];
                statement: string | null;
                steps: string[];
            } | {
                /** @enum {string} */
                kind: "hop";
                component: string;
                from: string;
                to: string;
                steps: string[];
            } | {
                /**
                 * @description the steps can not be proven any more
                 * @enum {string}
                 */
                kind: "proof";
                message: string;
            };
            /** @description what the plan leans on */
            before: string | null;
            /** @description what is so now */
            after: string | null;
            by: {
                /** @enum {string} */
                kind: "event";
                stream: string;
                position: number;
                id: string;
                /** @description as stored: `ClusterVersionObserved` */
                type: string;
            } | {
                /** @enum {string} */
                kind: "calendar";
                /** Format: date */
                day: string;
            } | {
                /** @enum {string} */
                kind: "unknown";
            };
            /** @description the same in words */
            message: string;
            /**
             * Format: date-time
             * @description when it was noticed
             */
            at: string;
        };
        /** @description RFC 9457 problem details */
        Problem: {
            /** @description `urn:lockstep:problem:` and the code */
            type: string;
            title: string;
            status: number;
            /** @description stable; what a program decides by */
            code: string;
            detail?: string;
            instance?: string;
            errors?: {
                /** @description RFC 6901 into the body; `query:/name`, `path:/name`, `header:/name` elsewhere */
                pointer: string;
                detail: string;
            }[];
            traceId?: string;
        };
        /** @description Rows that are made from the record, and how far they follow it */
        Projection: {
            name: string;
            /**
             * @description outdated: rows of an older version, which a rebuild replaces; ahead: rows of a newer version than this program writes
             * @enum {string}
             */
            status: "running" | "stopped" | "outdated" | "ahead";
            /** @description of the program that wrote the rows */
            version: number;
            /** @description of the last event applied; 0 before the first */
            position: number;
            lag: {
                /** @description recorded and not applied, counted to 10,000 at most */
                events: number;
                /** @description since the oldest of them was recorded */
                seconds: number;
            };
            failure: components["schemas"]["ProjectionFailure"] | null;
            /** @description the rows that are being filled beside the live ones */
            rebuild: {
                /** @description of the program that wrote the rows */
                version: number;
                /** @description of the last event applied; 0 before the first */
                position: number;
                lag: {
                    /** @description recorded and not applied, counted to 10,000 at most */
                    events: number;
                    /** @description since the oldest of them was recorded */
                    seconds: number;
                };
                failure: components["schemas"]["ProjectionFailure"] | null;
            } | null;
        };
        /** @description Why a projection stopped; it stands before the event at this position */
        ProjectionFailure: {
            /**
             * @description poison: the event cannot be applied; forked: the record was replaced; archived: what comes next was put away
             * @enum {string}
             */
            reason: "poison" | "forked" | "archived";
            position: number;
            stream?: string;
            eventId?: string;
            eventType?: string;
            error: string;
            /** Format: date-time */
            since: string;
        };
        /** @description Every projection, and who holds all of them back */
        ProjectionList: {
            items: components["schemas"]["Projection"][];
            stall: components["schemas"]["Stall"] | null;
        };
        RawEvent: {
            /** @description order key; events are read by it, then by position */
            tx: string;
            position: string;
            stream: string;
            version: number;
            /** Format: uuid */
            id: string;
            type: string;
            schemaVersion: number;
            recordedAt: string;
            observedAt: string;
            actor: string;
            correlationId?: string;
            causationId?: string;
            idempotencyKey?: string;
            /** @description the stored bytes as text; `contentHash` is over its UTF-8 */
            data: string;
            contentHash: string;
            chainHash: string;
            /** @description chain hash of the event before in its stream, where it can not be read before this one */
            previousChainHash?: string;
        };
        RawEventList: {
            items: components["schemas"]["RawEvent"][];
        };
        /** @description A list that was made anew from the record */
        RebuiltList: {
            name: string;
            rows: number;
        };
        /** @description CloudEvent 1.0 from the record */
        RecordedCloudEvent: {
            /** @enum {string} */
            specversion: "1.0";
            id: string;
            /** @description of its producer; `urn:lockstep:record` when Lockstep found it out itself */
            source: string;
            type: string;
            subject: string;
            /** @description when it was so */
            time: string;
            /** @enum {string} */
            datacontenttype: "application/json";
            /** @description position in the record; grows within a subject */
            sequence: string;
            /** @description counts the events of the subject from 1 */
            streamversion: number;
            recordedtime: string;
            /** @description whose token it came with */
            actor: string;
            correlationid?: string;
            causationid?: string;
            data: unknown;
        };
        RefusalLift: {
            /** @description actor who has refused, as `refusals` names it */
            of: string;
            reason: string & (unknown & unknown);
        };
        RollCapacity: {
            /**
             * @description enough: whatever was not observed; short: however much better it is than known; unknown: what was not observed decides, see `missing`
             * @enum {string}
             */
            verdict: "enough" | "short" | "unknown";
            options: {
                pools: number | null;
                maxSurge: number;
            };
            /** @description clusters share addresses with those of their NSX manager only */
            managers: {
                /** @description null: it is not known what the clusters hang on */
                nsxManager: string | null;
                /**
                 * @description enough: whatever was not observed; short: however much better it is than known; unknown: what was not observed decides, see `missing`
                 * @enum {string}
                 */
                verdict: "enough" | "short" | "unknown";
                /** @description in the order of ids */
                clusters: {
                    id: string;
                    /** @description at worst; null: nobody can tell */
                    surgeNodes: number | null;
                    /** @description of them, those that the subnets have addresses for */
                    fromSubnets: number;
                    /** @description for the others, out of the blocks; null: nobody can tell */
                    newSubnets: {
                        count: number;
                        size: number;
                    } | null;
                    /** @description out of the blocks, 256 to a node whose pods are routable */
                    podAddresses: number | null;
                }[];
                blocks: {
                    id: string;
                    available: number | null;
                    /** @description by the roll, at worst */
                    taken: number;
                }[];
                /** @description by the blocks that could give them */
                short: {
                    blocks: string[];
                    addresses: number;
                }[];
                /** @description what was not observed; empty where there is enough without it */
                missing: {
                    of: string;
                    what: string;
                }[];
            }[];
        };
        Scan: {
            id: string;
            /** @enum {string} */
            status: "running" | "cancelling" | "completed" | "partial" | "failed" | "cancelled";
            trigger: {
                /** @enum {string} */
                kind: "person" | "schedule";
                schedule?: string;
            };
            by: string;
            startedAt: string;
            endedAt: string | null;
            /** @description nobody ran it any more */
            abandoned: boolean;
            /** @description asked for and left out */
            skipped: {
                source: string;
                /** @enum {string} */
                reason: "in-scan" | "unknown";
                scan: string | null;
            }[];
            /** @description looks at sources and into clusters that have ended, of those that have begun or wait; null when it does not run */
            progress: {
                ended: number;
                of: number;
            } | null;
            sources: {
                source: string;
                /**
                 * @description `unended`: it is being looked at; `partial`: it was broken off
                 * @enum {string}
                 */
                outcome: "unended" | "completed" | "partial" | "failed";
                endedAt: string | null;
                /** @description when it began: what it saw was so then or later */
                takenAt: string | null;
                counts: {
                    seen: number;
                    changed: number;
                    unchanged: number;
                } | null;
                /** @description why it failed */
                fault: components["schemas"]["SourceFault"] | null;
                /** @description how many of each kind it met; the source tells them */
                faults: {
                    [key: string]: number;
                };
                /** @description ids by kind */
                appeared: {
                    [key: string]: string[];
                };
                /** @description ids by kind */
                missed: {
                    [key: string]: string[];
                };
                /** @description ids by kind: sight of them is lost */
                lost: {
                    [key: string]: string[];
                };
                /** @description ids by kind: not looked at in full, neither confirmed nor missed */
                unreached: {
                    [key: string]: string[];
                };
                /** @description while it is looked at; null: nothing is told yet */
                soFar: {
                    seen: number;
                    changed: number;
                    faults: number;
                } | null;
            }[];
        };
        ScanPage: {
            items: components["schemas"]["ScanSummary"][];
            page: {
                limit: number;
                /** @description cursor of the next page; null at the end */
                next: string | null;
            };
        };
        ScanSchedule: {
            id: string;
            name: string;
            cron: string;
            timeZone: string;
            jitter: number;
            sources: string[] | null;
            enabled: boolean;
            /** @description the next five times, without the jitter; none while it is not enabled */
            nextRuns: string[];
            changedAt: string;
        };
        ScanSchedulePage: {
            items: components["schemas"]["ScanSchedule"][];
            page: {
                limit: number;
                /** @description cursor of the next page; null at the end */
                next: string | null;
            };
        };
        ScanSummary: {
            id: string;
            /** @enum {string} */
            status: "running" | "cancelling" | "completed" | "partial" | "failed" | "cancelled";
            trigger: {
                /** @enum {string} */
                kind: "person" | "schedule";
                schedule?: string;
            };
            by: string;
            startedAt: string;
            endedAt: string | null;
            /** @description nobody ran it any more */
            abandoned: boolean;
            /** @description asked for and left out */
            skipped: {
                source: string;
                /** @enum {string} */
                reason: "in-scan" | "unknown";
                scan: string | null;
            }[];
            sources: {
                source: string;
                /**
                 * @description `unended`: it is being looked at; `partial`: it was broken off
                 * @enum {string}
                 */
                outcome: "unended" | "completed" | "partial" | "failed";
                endedAt: string | null;
                /** @description when it began: what it saw was so then or later */
                takenAt: string | null;
                counts: {
                    seen: number;
                    changed: number;
                    unchanged: number;
                } | null;
                /** @description why it failed */
                fault: components["schemas"]["SourceFault"] | null;
                /** @description how many of each kind it met; the source tells them */
                faults: {
                    [key: string]: number;
                };
            }[];
        };
        SchedulePolicy: {
            /**
             * Format: date-time
             * @description absent: when the schedule is computed
             */
            notBefore?: string;
            /**
             * @description what does not end within so many days has no room
             * @default 365
             */
            horizonDays: number;
            durations: {
                /**
                 * @description minutes per node of a cluster, by the component that a step moves
                 * @default {}
                 */
                perNode: {
                    [key: string]: number;
                };
                /**
                 * @description minutes of a hop above the clusters, by component
                 * @default {}
                 */
                fixed: {
                    [key: string]: number;
                };
                /**
                 * @description nodes of a cluster whose size was not observed
                 * @default 6
                 */
                nodes: number;
            };
            limits: {
                /** @description a count of clusters, or a percentage of them such as `10%`, rounded down and at least one */
                overall?: number | string;
                /** @description a count of clusters, or a percentage of them such as `10%`, rounded down and at least one */
                perSupervisor?: number | string;
                perSite?: {
                    /** @description of a cluster, or else of its Supervisor; those without it are one site */
                    label: string;
                    /** @description a count of clusters, or a percentage of them such as `10%`, rounded down and at least one */
                    atMost: number | string;
                };
                /** @description hops above the clusters at once */
                shared?: number;
            };
            waves: {
                /**
                 * @description one wave each, of the clusters that match, in this order
                 * @default []
                 */
                canaries: {
                    nsxManagers?: string[];
                    supervisors?: string[];
                    projects?: string[];
                    /** @description label to value */
                    labels?: {
                        [key: string]: string;
                    };
                }[];
                /**
                 * @description of the other clusters of a step: `[10, 50]` is 10 %, then up to 50 %, then the rest
                 * @default []
                 */
                percentages: number[];
            };
            soak: {
                /** @default 60 */
                betweenWaves: number;
                /**
                 * @description after a wave that moves one of `components`
                 * @default 60
                 */
                afterMoves: number;
                /**
                 * @default [
                 *       "antrea-nsx-adapter",
                 *       "nsx"
                 *     ]
                 */
                components: string[];
            };
            /**
             * @description when work may be done. A node takes the windows whose scope it is in, else those without a scope, else always
             * @default []
             */
            windows: {
                /** @description DTSTART: the first start, by the clocks of `timeZone` */
                start: string;
                /** @description DURATION in days, hours and minutes */
                duration: string;
                /** @description IANA name: `Europe/Berlin` */
                timeZone: string;
                /** @description RRULE: `FREQ=WEEKLY;BYDAY=SA`; absent: once */
                rule?: string;
                name?: string;
                /** @description all given must match; an NSX manager or a Supervisor stands for itself and all that hangs on it */
                scope?: {
                    nsxManagers?: string[];
                    supervisors?: string[];
                    projects?: string[];
                    /** @description label to value */
                    labels?: {
                        [key: string]: string;
                    };
                };
            }[];
            /**
             * @description when no work may be done; a hop above a frozen node waits too
             * @default []
             */
            freezes: {
                /** @description DTSTART: the first start, by the clocks of `timeZone` */
                start: string;
                /** @description DURATION in days, hours and minutes */
                duration: string;
                /** @description IANA name: `Europe/Berlin` */
                timeZone: string;
                /** @description RRULE: `FREQ=WEEKLY;BYDAY=SA`; absent: once */
                rule?: string;
                name?: string;
                /** @description all given must match; an NSX manager or a Supervisor stands for itself and all that hangs on it */
                scope?: {
                    nsxManagers?: string[];
                    supervisors?: string[];
                    projects?: string[];
                    /** @description label to value */
                    labels?: {
                        [key: string]: string;
                    };
                };
            }[];
            /**
             * @description may pause between windows, half done
             * @default [
             *       "nsx"
             *     ]
             */
            resumable: string[];
        };
        ScheduledStep: {
            step: string;
            component: string;
            /** Format: date-time */
            start: string;
            /**
             * Format: date-time
             * @description of its last subject
             */
            end: string;
            /** Format: date-time */
            soakedAt: string;
            waves: {
                /** @description from 1: canaries first */
                wave: number;
                /** Format: date-time */
                start: string;
                /** Format: date-time */
                end: string;
                /**
                 * Format: date-time
                 * @description when the next wave, or what comes after the step, may begin
                 */
                soakedAt: string;
                /** @description subjects that begin and end together */
                runs: {
                    /** Format: date-time */
                    start: string;
                    /** Format: date-time */
                    end: string;
                    subjects: string[];
                    /** @description when they are at work, where they pause between windows and stand half done meanwhile; absent: from start to end */
                    stretches?: {
                        /** Format: date-time */
                        start: string;
                        /** Format: date-time */
                        end: string;
                    }[];
                }[];
            }[];
        };
        Seal: {
            treeSize: number;
            previousSize: number;
            /** @description where its last event stands */
            last: {
                /** @description order key; events are read by it, then by position */
                tx: string;
                position: string;
            };
            sealedAt: string;
            /** @description signed checkpoint: origin, tree size, root (c2sp.org/tlog-checkpoint) */
            note: string;
            /** Format: base64 */
            publicKey: string;
            /**
             * Format: base64
             * @description of each event since the seal before: position in 8 bytes and chain hash in 32
             */
            entries: string;
        };
        SealList: {
            items: components["schemas"]["Seal"][];
        };
        /** @description JWS in its general JSON form (RFC 7515, 7.2.1) */
        SignedApproval: {
            /** @description base64url of the approval, `application/vnd.lockstep.approval.v2+json` */
            payload: string;
            signatures: {
                protected: string;
                signature: string;
            }[];
        };
        SignoffPolicy: {
            classes: {
                routine: {
                    /** @description of tokens: viewer, inventory-writer, matrix-editor, planner, approver, operator, admin; others are what change systems count as, such as change-board */
                    role: string;
                    count: number;
                }[];
                "shared-hop": {
                    /** @description of tokens: viewer, inventory-writer, matrix-editor, planner, approver, operator, admin; others are what change systems count as, such as change-board */
                    role: string;
                    count: number;
                }[];
                "point-of-no-return": {
                    /** @description of tokens: viewer, inventory-writer, matrix-editor, planner, approver, operator, admin; others are what change systems count as, such as change-board */
                    role: string;
                    count: number;
                }[];
                "weak-evidence": {
                    /** @description of tokens: viewer, inventory-writer, matrix-editor, planner, approver, operator, admin; others are what change systems count as, such as change-board */
                    role: string;
                    count: number;
                }[];
                "outside-window": {
                    /** @description of tokens: viewer, inventory-writer, matrix-editor, planner, approver, operator, admin; others are what change systems count as, such as change-board */
                    role: string;
                    count: number;
                }[];
            };
            /**
             * @description evidence of this strength and all weaker is weak
             * @enum {string}
             */
            weakFrom: "vendor" | "mirror" | "third-party" | "operator" | "observed" | "assumed";
            /** @description 0: the one that Lockstep comes with */
            version: number;
            changedAt: string | null;
            changedBy: string | null;
            reason: string | null;
        };
        SignoffWithdrawal: {
            reason?: string & (unknown & unknown);
        };
        SnapshotReceipt: {
            /**
             * @description unchanged: this very snapshot is on record, and nothing was written
             * @enum {string}
             */
            outcome: "recorded" | "unchanged";
            scan: string;
            digest: string;
            takenAt: string;
            position: number;
            /** @description those the snapshot was the whole of */
            nsxManagers: string[];
            /** @description those of which something newer was known: what differs is on record, and the fleet stays as it is */
            late: string[];
            counts: {
                registered: number;
                changed: number;
                decommissioned: number;
                unchanged: number;
                late: number;
                events: number;
            };
        };
        Source: {
            id: string;
            system: string;
            name: string;
            settings: {
                [key: string]: unknown;
            };
            /** @description when it was set and by whom; the secret itself is never shown */
            secret: {
                setAt: string;
                setBy: string;
            } | null;
            /** @description the node whose clusters are missed when the source no longer tells of them */
            speaksFor: {
                /** @enum {string} */
                kind: "nsx-manager" | "vcenter" | "supervisor" | "cluster";
                id: string;
            };
            misses: number;
            /** @description as of the last look */
            faults: components["schemas"]["LastingSourceFault"][];
            /** @description how many more there are */
            omittedFaults: number;
            /** @description when the last look began that came to its end */
            confirmedAt: string | null;
            lastLook: {
                scan: string;
                /** @enum {string} */
                outcome: "completed" | "partial" | "failed" | "unended";
                at: string;
            } | null;
            registeredAt: string;
            changedAt: string;
        };
        SourceCheck: {
            /** @enum {string} */
            outcome: "reached" | "failed";
            /** @description of the node that the source speaks for */
            versions: {
                [key: string]: string | null;
            };
            faults: components["schemas"]["SourceFault"][];
            milliseconds: number;
        };
        SourceFault: {
            /** @enum {string} */
            code: "unreachable" | "timed-out" | "login-refused" | "not-authorized" | "certificate-expired" | "certificate-untrusted" | "tls-not-verified" | "address-refused" | "redirected" | "rate-limited" | "server-error" | "unreadable-answer" | "wrong-shape" | "unreadable-version" | "clock-skew" | "claimed-twice" | "foreign-cluster" | "recreated";
            /** @description null: the source as a whole */
            subject: {
                /** @enum {string} */
                kind: "nsx-manager" | "vcenter" | "supervisor" | "cluster";
                id: string;
            } | null;
            place: string | null;
            detail: string;
        };
        SourcePage: {
            items: components["schemas"]["Source"][];
            page: {
                limit: number;
                /** @description cursor of the next page; null at the end */
                next: string | null;
            };
        };
        /** @description The transaction that has held all readers of the record back for two seconds or more */
        Stall: {
            /** @enum {string} */
            kind: "writer" | "writer-in-another-database" | "prepared-transaction" | "unknown";
            transaction: string;
            /** Format: date-time */
            since: string;
            database?: string;
            user?: string;
            pid?: number;
            application?: string;
            state?: string;
            readonly blockedBy?: number[];
            prepared?: string;
        };
        StatementPage: {
            items: {
                id: string;
                /** @description exactly two components, each with a range */
                between?: {
                    [key: string]: string;
                };
                /** @enum {string} */
                status?: "validated" | "untested" | "transitional" | "rejected";
                /**
                 * @description what supports the claim, strong to weak: vendor, mirror, third-party, operator, observed, assumed
                 * @enum {string}
                 */
                evidence?: "vendor" | "mirror" | "third-party" | "operator" | "observed" | "assumed";
                /**
                 * Format: date
                 * @description the last day on which the statement counts
                 */
                expires?: string;
                /**
                 * @description a tombstone: an earlier document of the composition holds this id, and it no longer counts
                 * @enum {boolean}
                 */
                removed?: true;
                note?: string;
                /**
                 * @description ids of sources
                 * @default []
                 */
                sources: string[];
            }[];
            page: {
                limit: number;
                /** @description cursor of the next page; null at the end */
                next: string | null;
            };
        };
        StepAttempt: {
            step: string;
            subject: string;
            attempt: number;
            component: string;
            /** @description when it began; null: not known */
            machines: number | null;
            /** Format: date-time */
            startedAt: string;
            startedBy: string;
            endedAt: string | null;
            /**
             * @description skipped: its cluster was gone before anybody said how it ended
             * @enum {string}
             */
            outcome: "running" | "succeeded" | "failed" | "skipped";
            reason: string | null;
        };
        StepAttemptPage: {
            items: components["schemas"]["StepAttempt"][];
            page: {
                limit: number;
                /** @description cursor of the next page; null at the end */
                next: string | null;
            };
        };
        /** @description What was measured, by `kind`. `load` is real traffic over the soak and has `flows` that were watched, how many of them were `dropped`, the times between which they were watched: `from` (absent: when the step was seen done) and `to` (absent: now). `corrects`, the id of an earlier report whose dropped flows count no more, goes with `why`. It has no other members */
        StepEvidence: {
            kind: string;
        } & {
            [key: string]: string | number | boolean;
        };
        SubjectSkip: {
            subject: string;
            reason: string;
        };
        Supervisor: {
            id: string;
            vcenter?: string;
            /** @description the NSX manager it hangs on, over any number of levels; absent while something on the way up is unknown */
            nsxManager?: string;
            /** @description `vpc` or a legacy model; chosen at activation, never changed */
            networking?: string;
            /**
             * @description component to version; `unknown` where it could not be observed
             * @default {}
             */
            versions: {
                [key: string]: string;
            };
            /**
             * @description label to value
             * @default {}
             */
            labels: {
                [key: string]: string;
            };
            health: components["schemas"]["Health"];
            /** @description by source, what it told of the health; absent: none tells anything */
            signals?: {
                [key: string]: {
                    /** @description when they last changed */
                    observedAt: string;
                    signals: {
                        /** @enum {string} */
                        name: "antrea-controller" | "antrea-agents" | "adapter-deployment" | "mp-adapter" | "ccp-adapter" | "controller" | "agents" | "ccp-session" | "mp-connection" | "service-account" | "stored-versions" | "realized-state" | "network" | "subnets" | "ip-block";
                        /** @enum {string} */
                        state: "ok" | "degraded" | "failed" | "unknown";
                        detail: string | null;
                    }[];
                };
            };
            /** @description component to what runs of it where, while it rolls; absent: nothing rolls */
            mixed?: {
                [key: string]: {
                    part: string;
                    version: string;
                    nodes: number;
                }[];
            };
            /** @description by what it is told apart from another one with its name; `nsxClusterId`: by what NSX knows a cluster */
            identity?: {
                uid: string | null;
                nsxClusterId: string | null;
            };
            lostSight: components["schemas"]["LostSight"];
            /** @description the newest observation of it, changed or not */
            observedAt: string;
            registeredAt: string;
            /** @description of the last event that changed it */
            position: number;
        };
        SupervisorPage: {
            items: components["schemas"]["Supervisor"][];
            page: {
                limit: number;
                /** @description cursor of the next page; null at the end */
                next: string | null;
            };
        };
        Token: {
            id: string;
            name: string;
            roles: ("viewer" | "inventory-writer" | "matrix-editor" | "planner" | "approver" | "operator" | "admin")[];
            createdAt: string;
            createdBy: string;
            expiresAt?: string;
            revokedAt?: string;
        };
        TokenPage: {
            items: components["schemas"]["Token"][];
            page: {
                limit: number;
                /** @description cursor of the next page; null at the end */
                next: string | null;
            };
        };
        UpgradeGoal: {
            /** @enum {string} */
            apiVersion: "lockstep/v1";
            /** @enum {string} */
            kind: "UpgradeGoal";
            metadata: {
                name: string;
                description?: string;
            };
            spec: {
                /** @default [] */
                targets?: {
                    component: string;
                    /** @description a range, or `latest`: the highest release that a safe plan reaches, decided in the order of the list */
                    version: string;
                    /** @description all given must match */
                    select?: {
                        ids?: string[];
                        /** @description label to value */
                        labels?: {
                            [key: string]: string;
                        };
                        nsxManagers?: string[];
                        supervisors?: string[];
                        projects?: string[];
                    };
                }[];
                /** @default [] */
                hold?: {
                    component: string;
                    /** @description all given must match */
                    select?: {
                        ids?: string[];
                        /** @description label to value */
                        labels?: {
                            [key: string]: string;
                        };
                        nsxManagers?: string[];
                        supervisors?: string[];
                        projects?: string[];
                    };
                }[];
                /**
                 * Format: date
                 * @description in the final state nothing may be out of support before this day; a release without a day counts as unsupported where the matrix knows the day of another release of the component
                 */
                supportedUntil?: string;
                /** @default {} */
                policy?: {
                    /**
                     * @description floor; statements below it are ignored, unless they are waived
                     * @default operator
                     * @enum {string}
                     */
                    evidence?: "vendor" | "mirror" | "third-party" | "operator" | "observed" | "assumed";
                    /** @default false */
                    acceptUntested?: boolean;
                    /**
                     * @description comoved: cross pairings of instances that move together must not be rejected; strict: they must be inside the window
                     * @default comoved
                     * @enum {string}
                     */
                    mixedWindow?: "comoved" | "strict";
                    /**
                     * @description accepted one by one: each statement counts as if its evidence reached the floor and untested were accepted. A waiver lifts no rejection and revives no statement that has expired
                     * @default []
                     */
                    waivers?: {
                        /** @description a statement of the matrix */
                        statement: string;
                        reason: string & (unknown & unknown);
                        /** @description who accepts it */
                        by: string;
                        /**
                         * Format: date
                         * @description the last day on which it counts, judged on the day of the snapshot
                         */
                        expires: string;
                    }[];
                };
            };
        };
        UpgradePlan: {
            /** @enum {string} */
            apiVersion: "lockstep/v1";
            /** @enum {string} */
            kind: "UpgradePlan";
            metadata: {
                name: string;
                description?: string;
                digest?: string;
            };
            spec: {
                /** @enum {string} */
                outcome: "planned" | "nothing-to-do" | "infeasible" | "invalid-start";
                inputs: {
                    matrix: string;
                    fleet: string;
                    goal: string;
                    planner: string;
                };
                objective: {
                    sharedHops: number;
                    clusterRollouts: number;
                    addonHops: number;
                };
                optimal: boolean;
                /** @description given when optimal is false */
                lowerBound?: {
                    sharedHops: number;
                    clusterRollouts: number;
                    addonHops: number;
                };
                /**
                 * @description what each `latest` target was decided to be, per upgrade domain: every selected instance reaches at least this release
                 * @default []
                 */
                latest?: {
                    target: number;
                    nsxManager: string;
                    version: string;
                }[];
                /** @description many nodes that take part in the very same steps, named once and not in each of them */
                groups?: {
                    id: string;
                    /** @description in text order */
                    members: string[];
                }[];
                steps: {
                    id: string;
                    component: string;
                    subjects: string[];
                    /** @description ids of groups whose members are further subjects */
                    groups?: string[];
                    moves: {
                        component: string;
                        from: string;
                        to: string;
                    }[];
                    after: string[];
                    premises: {
                        between: [
                            string,
                            string
                        ];
                        versions: [
                            string,
                            string
                        ];
                        /** @enum {string} */
                        phase: "before" | "during" | "after";
                        /**
                         * @default statement
                         * @enum {string}
                         */
                        basis?: "statement" | "unknown-allowed" | "start-exposure" | "not-rejected";
                        statement: string | null;
                    }[];
                    reversible: boolean;
                }[];
                exposures: {
                    between: [
                        string,
                        string
                    ];
                    nodes: [
                        string,
                        string
                    ];
                    versions: [
                        string,
                        string
                    ];
                    /** @enum {string} */
                    verdict: "validated" | "untested" | "transitional" | "rejected" | "unknown";
                    /** @description the step that ends it; null when it remains */
                    endedBy: string | null;
                    /** @description further clusters of which all of this is as true, each in the place of the one in `nodes`; in text order */
                    alike?: string[];
                }[];
                /** @description the weakest evidence that a premise leans on */
                evidenceFloor: ("vendor" | "mirror" | "third-party" | "operator" | "observed" | "assumed") | null;
                /**
                 * @description the statements of that evidence that premises name, in text order
                 * @default []
                 */
                weakest?: string[];
                /**
                 * @description the statements that premises name and that pass thanks to a waiver of the goal alone, in text order
                 * @default []
                 */
                waived?: string[];
                explanation: {
                    summary: string;
                    blockers: {
                        /** @enum {string} */
                        kind: "target" | "hold" | "cluster" | "supported-until" | "start";
                        subject: string;
                        message: string;
                        /** @description the upgrade domain it blocks */
                        nsxManager?: string;
                        /** @description further clusters that block in the very same way */
                        alike?: string[];
                    }[];
                    /** @description per upgrade domain: facts each of which would have to be otherwise or be walked around */
                    causes?: {
                        nsxManager: string;
                        obstacles: ({
                            /** @enum {string} */
                            kind: "pairing";
                            between: [
                                string,
                                string
                            ];
                            versions: [
                                string,
                                string
                            ];
                            /** @enum {string} */
                            verdict: "validated" | "untested" | "transitional" | "rejected" | "unknown";
                            statement: string | null;
                            note?: string;
                            /** @description ids of sources of the matrix */
                            sources?: string[];
                            /** @description statements about the pair that the day or the policy leaves out; waivable ones first */
                            ignored?: {
                                statement: string;
                                /** @enum {string} */
                                because: "expired" | "below-floor" | "untested";
                                /** @description a waiver of the goal would make it let the pair pass */
                                waivable: boolean;
                            }[];
                        } | {
                            /** @enum {string} */
                            kind: "hop";
                            component: string;
                            from: string;
                            to: string;
                            /** @enum {string} */
                            reason: "blocked" | "back-in-time" | "no-rule" | "condition";
                            rule: string | null;
                            note?: string;
                            /** @description ids of sources of the matrix */
                            sources?: string[];
                        })[];
                        more: number;
                    }[];
                    /** @description up to three repairs per upgrade domain, those of the smallest size first; each was planned again */
                    relaxations?: {
                        /** @description the upgrade domain it repairs */
                        nsxManager: string;
                        changes: ({
                            /** @enum {string} */
                            kind: "assume-statement";
                            between: [
                                string,
                                string
                            ];
                            versions: [
                                string,
                                string
                            ];
                            /**
                             * @description what the matrix says of the pair today
                             * @enum {string}
                             */
                            verdict: "validated" | "untested" | "transitional" | "rejected" | "unknown";
                            /** @description statements about the pair that the day or the policy leaves out; waivable ones first */
                            ignored?: {
                                statement: string;
                                /** @enum {string} */
                                because: "expired" | "below-floor" | "untested";
                                /** @description a waiver of the goal would make it let the pair pass */
                                waivable: boolean;
                            }[];
                        } | {
                            /** @enum {string} */
                            kind: "allow-hop";
                            component: string;
                            from: string;
                            to: string;
                            /**
                             * @description why the matrix does not allow it today
                             * @enum {string}
                             */
                            reason: "blocked" | "back-in-time" | "no-rule" | "condition";
                            rule: string | null;
                            note?: string;
                        } | {
                            /** @enum {string} */
                            kind: "loosen-target";
                            target: number;
                            component: string;
                            version: string;
                            /** @description the most that can be asked for instead; null: drop the target */
                            to: string | null;
                        } | {
                            /** @enum {string} */
                            kind: "exclude-cluster";
                            cluster: string;
                        })[];
                        /** @description true: it was proven that no smaller set of such changes is enough */
                        minimal: boolean;
                    }[];
                    /** @description how far each blocked upgrade domain can get */
                    furthest?: {
                        nsxManager: string;
                        /** @description per target: met as asked, partly (then `version` is what can be met instead), or not at all */
                        targets: {
                            target: number;
                            /** @enum {string} */
                            reached: "met" | "partly" | "not";
                            version: string | null;
                        }[];
                        /** @description false: even the support date had to be given up */
                        supportedUntil: boolean;
                        objective: {
                            sharedHops: number;
                            clusterRollouts: number;
                            addonHops: number;
                        };
                    }[];
                    /** @description releases from which no hop leads to what a target accepts */
                    deadEnds?: {
                        component: string;
                        version: string;
                        /** @enum {string} */
                        how: "sits-on" | "walks-into";
                        /** @description who sits on it, or could hop to it */
                        nodes: string[];
                        target: number;
                        because: ({
                            /** @enum {string} */
                            kind: "pairing";
                            between: [
                                string,
                                string
                            ];
                            versions: [
                                string,
                                string
                            ];
                            /** @enum {string} */
                            verdict: "validated" | "untested" | "transitional" | "rejected" | "unknown";
                            statement: string | null;
                            note?: string;
                            /** @description ids of sources of the matrix */
                            sources?: string[];
                            /** @description statements about the pair that the day or the policy leaves out; waivable ones first */
                            ignored?: {
                                statement: string;
                                /** @enum {string} */
                                because: "expired" | "below-floor" | "untested";
                                /** @description a waiver of the goal would make it let the pair pass */
                                waivable: boolean;
                            }[];
                        } | {
                            /** @enum {string} */
                            kind: "hop";
                            component: string;
                            from: string;
                            to: string;
                            /** @enum {string} */
                            reason: "blocked" | "back-in-time" | "no-rule" | "condition";
                            rule: string | null;
                            note?: string;
                            /** @description ids of sources of the matrix */
                            sources?: string[];
                        })[];
                    }[];
                    /** @description false: a bound on the work was hit, and more or smaller repairs may exist */
                    complete?: boolean;
                } | null;
            };
        };
        Vcenter: {
            id: string;
            /** @description the NSX manager it hangs on, over any number of levels; absent while something on the way up is unknown */
            nsxManager?: string;
            /**
             * @description component to version; `unknown` where it could not be observed
             * @default {}
             */
            versions: {
                [key: string]: string;
            };
            /**
             * @description label to value
             * @default {}
             */
            labels: {
                [key: string]: string;
            };
            health: components["schemas"]["Health"];
            /** @description by source, what it told of the health; absent: none tells anything */
            signals?: {
                [key: string]: {
                    /** @description when they last changed */
                    observedAt: string;
                    signals: {
                        /** @enum {string} */
                        name: "antrea-controller" | "antrea-agents" | "adapter-deployment" | "mp-adapter" | "ccp-adapter" | "controller" | "agents" | "ccp-session" | "mp-connection" | "service-account" | "stored-versions" | "realized-state" | "network" | "subnets" | "ip-block";
                        /** @enum {string} */
                        state: "ok" | "degraded" | "failed" | "unknown";
                        detail: string | null;
                    }[];
                };
            };
            /** @description component to what runs of it where, while it rolls; absent: nothing rolls */
            mixed?: {
                [key: string]: {
                    part: string;
                    version: string;
                    nodes: number;
                }[];
            };
            /** @description by what it is told apart from another one with its name; `nsxClusterId`: by what NSX knows a cluster */
            identity?: {
                uid: string | null;
                nsxClusterId: string | null;
            };
            lostSight: components["schemas"]["LostSight"];
            /** @description the newest observation of it, changed or not */
            observedAt: string;
            registeredAt: string;
            /** @description of the last event that changed it */
            position: number;
        };
        VcenterPage: {
            items: components["schemas"]["Vcenter"][];
            page: {
                limit: number;
                /** @description cursor of the next page; null at the end */
                next: string | null;
            };
        };
        Verdict: {
            matrix: string;
            day: string;
            /**
             * @description what supports the claim, strong to weak: vendor, mirror, third-party, operator, observed, assumed
             * @enum {string}
             */
            evidence: "vendor" | "mirror" | "third-party" | "operator" | "observed" | "assumed";
            acceptUntested: boolean;
            a: {
                component: string;
                version: string;
                /** @description a release of the matrix names it */
                listed: boolean;
            };
            b: {
                component: string;
                version: string;
                /** @description a release of the matrix names it */
                listed: boolean;
            };
            /** @enum {string} */
            verdict: "validated" | "untested" | "transitional" | "rejected" | "unknown";
            /** @description inside the validated window; a `transitional` pairing is, except in the last state of a plan */
            inside: boolean;
            /** @description the statement that decided */
            statement: string | null;
            /** @description every statement that counted */
            statements: {
                id: string;
                between: {
                    [key: string]: string;
                };
                /** @enum {string} */
                status: "validated" | "untested" | "transitional" | "rejected";
                /**
                 * @description what supports the claim, strong to weak: vendor, mirror, third-party, operator, observed, assumed
                 * @enum {string}
                 */
                evidence: "vendor" | "mirror" | "third-party" | "operator" | "observed" | "assumed";
                expires: string | null;
                note: string | null;
                sources: {
                    id: string;
                    title: string;
                    url: string | null;
                    /**
                     * @description what supports the claim, strong to weak: vendor, mirror, third-party, operator, observed, assumed
                     * @enum {string}
                     */
                    confidence: "vendor" | "mirror" | "third-party" | "operator" | "observed" | "assumed";
                }[];
            }[];
            /** @description null: the two never constrain each other */
            relation: {
                /** @enum {string} */
                unknown: "deny" | "allow";
                enforce: boolean;
            } | null;
        };
        Waiver: {
            about: {
                kind: string;
            } & {
                [key: string]: unknown;
            };
            reason: string;
            owner: string;
            /** Format: date-time */
            expires: string;
            by: string;
            /** Format: date-time */
            at: string;
        };
        Waivers: {
            plan: string;
            weak: {
                evidence: string | null;
                statements: string[];
            };
            items: components["schemas"]["Waiver"][];
            /** @description the names that the actors above have now, as far as they have one */
            people: {
                id: string;
                name: string;
            }[];
        };
        Webhook: {
            id: string;
            url: string;
            description: string;
            events: string[];
            domains: string[] | null;
            disabled: {
                /**
                 * @description `person`; `gone`: it answered 410; `failing`: it accepted nothing for days; `behind`: too much waits for it
                 * @enum {string}
                 */
                cause: "person" | "gone" | "failing" | "behind";
                reason: string;
            } | null;
            /** @description since when every attempt has failed */
            failingSince: string | null;
            lastAcceptedAt: string | null;
            createdAt: string;
            changedAt: string;
        };
        WebhookAttempt: {
            number: number;
            at: string;
            milliseconds: number;
            /**
             * @description `refused`: answered with another status than 2xx; `not-sent`: Lockstep could not sign
             * @enum {string}
             */
            outcome: "accepted" | "refused" | "unanswered" | "not-sent";
            /** @description of HTTP */
            status: number | null;
            detail: string | null;
            /** @description the beginning of the answer */
            response: string | null;
        };
        WebhookDelivery: {
            id: string;
            webhook: string;
            /** @description id of the event, and `webhook-id` of every attempt */
            event: string;
            type: string;
            subject: string;
            /**
             * @description `pending`: an attempt runs or is to come; `failed`: given up; `cancelled`: the webhook was disabled
             * @enum {string}
             */
            status: "pending" | "delivered" | "failed" | "cancelled";
            createdAt: string;
            nextAttemptAt: string | null;
            endedAt: string | null;
            /** @description oldest first; the newest 50 */
            attempts: components["schemas"]["WebhookAttempt"][];
        };
        WebhookDeliveryPage: {
            items: components["schemas"]["WebhookDelivery"][];
            page: {
                limit: number;
                /** @description cursor of the next page; null at the end */
                next: string | null;
            };
        };
        WebhookDeliveryWithBody: {
            id: string;
            webhook: string;
            /** @description id of the event, and `webhook-id` of every attempt */
            event: string;
            type: string;
            subject: string;
            /**
             * @description `pending`: an attempt runs or is to come; `failed`: given up; `cancelled`: the webhook was disabled
             * @enum {string}
             */
            status: "pending" | "delivered" | "failed" | "cancelled";
            createdAt: string;
            nextAttemptAt: string | null;
            endedAt: string | null;
            /** @description oldest first; the newest 50 */
            attempts: components["schemas"]["WebhookAttempt"][];
            /** @description as it is sent, byte by byte */
            body: string;
        };
        WebhookPage: {
            items: components["schemas"]["Webhook"][];
            page: {
                limit: number;
                /** @description cursor of the next page; null at the end */
                next: string | null;
            };
        };
        /** @default {} */
        WebhookRotation: {
            /**
             * @description for how long the secret before signs too
             * @default 86400
             */
            overlapSeconds?: number;
        };
        WebhookWithSecret: {
            id: string;
            url: string;
            description: string;
            events: string[];
            domains: string[] | null;
            disabled: {
                /**
                 * @description `person`; `gone`: it answered 410; `failing`: it accepted nothing for days; `behind`: too much waits for it
                 * @enum {string}
                 */
                cause: "person" | "gone" | "failing" | "behind";
                reason: string;
            } | null;
            /** @description since when every attempt has failed */
            failingSince: string | null;
            lastAcceptedAt: string | null;
            createdAt: string;
            changedAt: string;
            /** @description `whsec_…`, shown once */
            secret: string;
        };
    };
    responses: never;
    parameters: {
        /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
        WebhookId: string;
        /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
        WebhookTimestamp: string;
        /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
        WebhookSignature: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Lockstep can not answer just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The token of this request */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTokens: {
        parameters: {
            query?: {
                /** @description items per page, at most 500 */
                limit?: number;
                /** @description `page.next` of the page before; opaque */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of tokens */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenPage"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewToken"];
            };
        };
        responses: {
            /** @description The token */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedToken"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has a form this resource does not read */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request makes no sense */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The token */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is no longer valid */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCurrentRevision: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The current revision */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatrixRevision"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has no such form */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getVerdict: {
        parameters: {
            query: {
                /** @description one side: component@version */
                a: string;
                /** @description the other side: component@version */
                b: string;
                /** @description a revision; absent: the current one */
                matrix?: string;
                /** @description the day on which `expires` is judged; absent: today (UTC) */
                day?: string;
                /** @description floor; statements below it are ignored. Strong to weak: vendor, mirror, third-party, operator, observed, assumed */
                evidence?: "vendor" | "mirror" | "third-party" | "operator" | "observed" | "assumed";
                /** @description true: `untested` is inside the window */
                acceptUntested?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The verdict */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verdict"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request makes no sense */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWindow: {
        parameters: {
            query: {
                /** @description whose window: component@version */
                of: string;
                /** @description the other component */
                with: string;
                /** @description a revision; absent: the current one */
                matrix?: string;
                /** @description the day on which `expires` is judged; absent: today (UTC) */
                day?: string;
                /** @description floor; statements below it are ignored. Strong to weak: vendor, mirror, third-party, operator, observed, assumed */
                evidence?: "vendor" | "mirror" | "third-party" | "operator" | "observed" | "assumed";
                /** @description true: `untested` is inside the window */
                acceptUntested?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The window */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatrixWindow"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request makes no sense */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getGrid: {
        parameters: {
            query: {
                /** @description rows */
                a: string;
                /** @description columns */
                b: string;
                /** @description a revision; absent: the current one */
                matrix?: string;
                /** @description the day on which `expires` is judged; absent: today (UTC) */
                day?: string;
                /** @description floor; statements below it are ignored. Strong to weak: vendor, mirror, third-party, operator, observed, assumed */
                evidence?: "vendor" | "mirror" | "third-party" | "operator" | "observed" | "assumed";
                /** @description true: `untested` is inside the window */
                acceptUntested?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Rows and columns are releases, oldest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatrixGrid"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request makes no sense */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDiff: {
        parameters: {
            query: {
                from: string;
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Entry by entry */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatrixDiff"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRevisions: {
        parameters: {
            query?: {
                /** @description items per page, at most 500 */
                limit?: number;
                /** @description `page.next` of the page before; opaque */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of revisions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatrixRevisionPage"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    publishRevision: {
        parameters: {
            query?: {
                /** @description true: validates and tells the impact, writes nothing */
                dryRun?: "true" | "false";
                /** @description name of the composed revision; a single document keeps its own */
                name?: string;
                /** @description why, for those who read the list later */
                reason?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompatibilityMatrix"] | components["schemas"]["CompatibilityMatrix"][] | {
                    documents: components["schemas"]["CompatibilityMatrix"][];
                    name?: string;
                    reason?: string;
                };
                "application/yaml": components["schemas"]["CompatibilityMatrix"] | components["schemas"]["CompatibilityMatrix"][] | {
                    documents: components["schemas"]["CompatibilityMatrix"][];
                    name?: string;
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Nothing was written: a dry run, or the content is current already */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatrixRevisionSummary"] | components["schemas"]["MatrixDryRun"];
                };
            };
            /** @description The revision is current now */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatrixRevisionSummary"] | components["schemas"]["MatrixDryRun"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has a form this resource does not read */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request makes no sense */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRevision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                digest: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The revision */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatrixRevision"];
                    "application/yaml": components["schemas"]["MatrixRevision"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has no such form */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listStatements: {
        parameters: {
            query?: {
                /** @description items per page, at most 500 */
                limit?: number;
                /** @description `page.next` of the page before; opaque */
                cursor?: string;
                /** @description a revision; absent: the current one */
                matrix?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of statements */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatementPage"];
                    "text/csv": components["schemas"]["StatementPage"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has no such form */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getImpact: {
        parameters: {
            query?: {
                /** @description the revision it is compared with; absent: the current one, or the one before when this is the current one */
                against?: string;
            };
            header?: never;
            path: {
                digest: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The impact */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatrixImpact"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listImpactSubjects: {
        parameters: {
            query?: {
                /** @description the revision it is compared with; absent: the current one, or the one before when this is the current one */
                against?: string;
                /** @description items per page, at most 500 */
                limit?: number;
                /** @description `page.next` of the page before; opaque */
                cursor?: string;
                /** @description out of their windows, or into them */
                falls?: "out" | "in";
            };
            header?: never;
            path: {
                digest: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of nodes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatrixImpactSubjectPage"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putSnapshot: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FleetSnapshot"];
                "application/yaml": components["schemas"]["FleetSnapshot"];
            };
        };
        responses: {
            /** @description What was recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SnapshotReceipt"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has a form this resource does not read */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request makes no sense */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Lockstep can not answer just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCurrentSnapshot: {
        parameters: {
            query?: {
                /** @description what was on record then, RFC 3339; 409 `not-settled` while something could still be recorded at or before it */
                asOf?: string;
                /** @description what was on record up to this position; not together with `asOf` */
                position?: number;
                /** @description a matrix revision; absent: the one that was current then */
                matrix?: string;
                /** @description only this upgrade domain */
                nsxManager?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The fleet */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FleetSnapshot"];
                    "application/yaml": components["schemas"]["FleetSnapshot"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has no such form */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Lockstep can not answer just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listNsxManagers: {
        parameters: {
            query?: {
                /** @description items per page, at most 500 */
                limit?: number;
                /** @description `page.next` of the page before; opaque */
                cursor?: string;
                /** @description what was on record then, RFC 3339; 409 `not-settled` while something could still be recorded at or before it */
                asOf?: string;
                /** @description what was on record up to this position; not together with `asOf` */
                position?: number;
                /** @description a matrix revision; absent: the one that was current then */
                matrix?: string;
                /** @description `name=value`; given several times, all must be there */
                label?: string | string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of NSX managers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NsxManagerPage"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getNsxManager: {
        parameters: {
            query?: {
                /** @description what was on record then, RFC 3339; 409 `not-settled` while something could still be recorded at or before it */
                asOf?: string;
                /** @description what was on record up to this position; not together with `asOf` */
                position?: number;
                /** @description a matrix revision; absent: the one that was current then */
                matrix?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As last observed, or as the record had it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NsxManager"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listVcenters: {
        parameters: {
            query?: {
                /** @description items per page, at most 500 */
                limit?: number;
                /** @description `page.next` of the page before; opaque */
                cursor?: string;
                /** @description what was on record then, RFC 3339; 409 `not-settled` while something could still be recorded at or before it */
                asOf?: string;
                /** @description what was on record up to this position; not together with `asOf` */
                position?: number;
                /** @description a matrix revision; absent: the one that was current then */
                matrix?: string;
                /** @description `name=value`; given several times, all must be there */
                label?: string | string[];
                /** @description hangs on this NSX manager */
                nsxManager?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of vCenters */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VcenterPage"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getVcenter: {
        parameters: {
            query?: {
                /** @description what was on record then, RFC 3339; 409 `not-settled` while something could still be recorded at or before it */
                asOf?: string;
                /** @description what was on record up to this position; not together with `asOf` */
                position?: number;
                /** @description a matrix revision; absent: the one that was current then */
                matrix?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As last observed, or as the record had it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Vcenter"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSupervisors: {
        parameters: {
            query?: {
                /** @description items per page, at most 500 */
                limit?: number;
                /** @description `page.next` of the page before; opaque */
                cursor?: string;
                /** @description what was on record then, RFC 3339; 409 `not-settled` while something could still be recorded at or before it */
                asOf?: string;
                /** @description what was on record up to this position; not together with `asOf` */
                position?: number;
                /** @description a matrix revision; absent: the one that was current then */
                matrix?: string;
                /** @description `name=value`; given several times, all must be there */
                label?: string | string[];
                /** @description hangs on this NSX manager */
                nsxManager?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of Supervisors */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SupervisorPage"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSupervisor: {
        parameters: {
            query?: {
                /** @description what was on record then, RFC 3339; 409 `not-settled` while something could still be recorded at or before it */
                asOf?: string;
                /** @description what was on record up to this position; not together with `asOf` */
                position?: number;
                /** @description a matrix revision; absent: the one that was current then */
                matrix?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As last observed, or as the record had it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Supervisor"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listClusters: {
        parameters: {
            query?: {
                /** @description items per page, at most 500 */
                limit?: number;
                /** @description `page.next` of the page before; opaque */
                cursor?: string;
                /** @description what was on record then, RFC 3339; 409 `not-settled` while something could still be recorded at or before it */
                asOf?: string;
                /** @description what was on record up to this position; not together with `asOf` */
                position?: number;
                /** @description a matrix revision; absent: the one that was current then */
                matrix?: string;
                /** @description `name=value`; given several times, all must be there */
                label?: string | string[];
                /** @description hangs on this NSX manager */
                nsxManager?: string;
                /** @description hangs on this Supervisor */
                supervisor?: string;
                /** @description belongs to this NSX Project */
                project?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of clusters */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClusterPage"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCluster: {
        parameters: {
            query?: {
                /** @description what was on record then, RFC 3339; 409 `not-settled` while something could still be recorded at or before it */
                asOf?: string;
                /** @description what was on record up to this position; not together with `asOf` */
                position?: number;
                /** @description a matrix revision; absent: the one that was current then */
                matrix?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As last observed, or as the record had it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cluster"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getNsxManagerHistory: {
        parameters: {
            query?: {
                /** @description items per page, at most 500 */
                limit?: number;
                /** @description `page.next` of the page before; opaque */
                cursor?: string;
                /** @description what was on record then, RFC 3339; 409 `not-settled` while something could still be recorded at or before it */
                asOf?: string;
                /** @description what was on record up to this position; not together with `asOf` */
                position?: number;
                /** @description a matrix revision; absent: the one that was current then */
                matrix?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryPage"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getVcenterHistory: {
        parameters: {
            query?: {
                /** @description items per page, at most 500 */
                limit?: number;
                /** @description `page.next` of the page before; opaque */
                cursor?: string;
                /** @description what was on record then, RFC 3339; 409 `not-settled` while something could still be recorded at or before it */
                asOf?: string;
                /** @description what was on record up to this position; not together with `asOf` */
                position?: number;
                /** @description a matrix revision; absent: the one that was current then */
                matrix?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryPage"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSupervisorHistory: {
        parameters: {
            query?: {
                /** @description items per page, at most 500 */
                limit?: number;
                /** @description `page.next` of the page before; opaque */
                cursor?: string;
                /** @description what was on record then, RFC 3339; 409 `not-settled` while something could still be recorded at or before it */
                asOf?: string;
                /** @description what was on record up to this position; not together with `asOf` */
                position?: number;
                /** @description a matrix revision; absent: the one that was current then */
                matrix?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryPage"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getClusterHistory: {
        parameters: {
            query?: {
                /** @description items per page, at most 500 */
                limit?: number;
                /** @description `page.next` of the page before; opaque */
                cursor?: string;
                /** @description what was on record then, RFC 3339; 409 `not-settled` while something could still be recorded at or before it */
                asOf?: string;
                /** @description what was on record up to this position; not together with `asOf` */
                position?: number;
                /** @description a matrix revision; absent: the one that was current then */
                matrix?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryPage"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getNsxManagerHealth: {
        parameters: {
            query?: {
                /** @description what was on record then, RFC 3339; 409 `not-settled` while something could still be recorded at or before it */
                asOf?: string;
                /** @description what was on record up to this position; not together with `asOf` */
                position?: number;
                /** @description a matrix revision; absent: the one that was current then */
                matrix?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Verdict, problem and layers with their signals */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NodeHealth"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getVcenterHealth: {
        parameters: {
            query?: {
                /** @description what was on record then, RFC 3339; 409 `not-settled` while something could still be recorded at or before it */
                asOf?: string;
                /** @description what was on record up to this position; not together with `asOf` */
                position?: number;
                /** @description a matrix revision; absent: the one that was current then */
                matrix?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Verdict, problem and layers with their signals */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NodeHealth"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSupervisorHealth: {
        parameters: {
            query?: {
                /** @description what was on record then, RFC 3339; 409 `not-settled` while something could still be recorded at or before it */
                asOf?: string;
                /** @description what was on record up to this position; not together with `asOf` */
                position?: number;
                /** @description a matrix revision; absent: the one that was current then */
                matrix?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Verdict, problem and layers with their signals */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NodeHealth"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getClusterHealth: {
        parameters: {
            query?: {
                /** @description what was on record then, RFC 3339; 409 `not-settled` while something could still be recorded at or before it */
                asOf?: string;
                /** @description what was on record up to this position; not together with `asOf` */
                position?: number;
                /** @description a matrix revision; absent: the one that was current then */
                matrix?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Verdict, problem and layers with their signals */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NodeHealth"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getClusterCompatibility: {
        parameters: {
            query?: {
                /** @description what was on record then, RFC 3339; 409 `not-settled` while something could still be recorded at or before it */
                asOf?: string;
                /** @description what was on record up to this position; not together with `asOf` */
                position?: number;
                /** @description a matrix revision; absent: the one that was current then */
                matrix?: string;
                /** @description floor; statements below it are ignored. Strong to weak: vendor, mirror, third-party, operator, observed, assumed */
                evidence?: "vendor" | "mirror" | "third-party" | "operator" | "observed" | "assumed";
                /** @description true: `untested` is inside the window */
                acceptUntested?: "true" | "false";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Pairing by pairing */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Compatibility"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Lockstep can not answer just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSupervisorCompatibility: {
        parameters: {
            query?: {
                /** @description what was on record then, RFC 3339; 409 `not-settled` while something could still be recorded at or before it */
                asOf?: string;
                /** @description what was on record up to this position; not together with `asOf` */
                position?: number;
                /** @description a matrix revision; absent: the one that was current then */
                matrix?: string;
                /** @description floor; statements below it are ignored. Strong to weak: vendor, mirror, third-party, operator, observed, assumed */
                evidence?: "vendor" | "mirror" | "third-party" | "operator" | "observed" | "assumed";
                /** @description true: `untested` is inside the window */
                acceptUntested?: "true" | "false";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Pairing by pairing */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Compatibility"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Lockstep can not answer just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getVcenterCompatibility: {
        parameters: {
            query?: {
                /** @description what was on record then, RFC 3339; 409 `not-settled` while something could still be recorded at or before it */
                asOf?: string;
                /** @description what was on record up to this position; not together with `asOf` */
                position?: number;
                /** @description a matrix revision; absent: the one that was current then */
                matrix?: string;
                /** @description floor; statements below it are ignored. Strong to weak: vendor, mirror, third-party, operator, observed, assumed */
                evidence?: "vendor" | "mirror" | "third-party" | "operator" | "observed" | "assumed";
                /** @description true: `untested` is inside the window */
                acceptUntested?: "true" | "false";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Pairing by pairing */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Compatibility"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Lockstep can not answer just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getNsxManagerCompatibility: {
        parameters: {
            query?: {
                /** @description what was on record then, RFC 3339; 409 `not-settled` while something could still be recorded at or before it */
                asOf?: string;
                /** @description what was on record up to this position; not together with `asOf` */
                position?: number;
                /** @description a matrix revision; absent: the one that was current then */
                matrix?: string;
                /** @description floor; statements below it are ignored. Strong to weak: vendor, mirror, third-party, operator, observed, assumed */
                evidence?: "vendor" | "mirror" | "third-party" | "operator" | "observed" | "assumed";
                /** @description true: `untested` is inside the window */
                acceptUntested?: "true" | "false";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Pairing by pairing */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Compatibility"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Lockstep can not answer just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getNsxBlockers: {
        parameters: {
            query: {
                /** @description a range of NSX releases */
                target: string;
                /** @description what was on record then, RFC 3339; 409 `not-settled` while something could still be recorded at or before it */
                asOf?: string;
                /** @description what was on record up to this position; not together with `asOf` */
                position?: number;
                /** @description a matrix revision; absent: the one that was current then */
                matrix?: string;
                /** @description floor; statements below it are ignored. Strong to weak: vendor, mirror, third-party, operator, observed, assumed */
                evidence?: "vendor" | "mirror" | "third-party" | "operator" | "observed" | "assumed";
                /** @description true: `untested` is inside the window */
                acceptUntested?: "true" | "false";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Release by release */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NsxBlockers"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request makes no sense */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Lockstep can not answer just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    estimateCapacity: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CapacityQuestion"];
            };
        };
        responses: {
            /** @description The estimate */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CapacityEstimate"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has a form this resource does not read */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getClusterCapacity: {
        parameters: {
            query?: {
                /** @description what was on record then, RFC 3339; 409 `not-settled` while something could still be recorded at or before it */
                asOf?: string;
                /** @description what was on record up to this position; not together with `asOf` */
                position?: number;
                /** @description a matrix revision; absent: the one that was current then */
                matrix?: string;
                /** @description further clusters that roll at the same time */
                together?: string | string[];
                /** @description node pools of every cluster; absent: not known, so that each worker may be a pool of its own */
                pools?: number;
                /** @description nodes a pool adds before it takes one away */
                maxSurge?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Enough, short, or unknown and what is missing */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RollCapacity"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Lockstep can not answer just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listInventoryEvents: {
        parameters: {
            query?: {
                /** @description items per page, at most 500 */
                limit?: number;
                /** @description `page.next` of the page before; opaque */
                cursor?: string;
                /** @description only this type; given several times, any of them */
                type?: ("dev.lockstep.nsx-manager.registered.v1" | "dev.lockstep.nsx-manager.version-observed.v1" | "dev.lockstep.nsx-manager.health-observed.v1" | "dev.lockstep.nsx-manager.labels-changed.v1" | "dev.lockstep.nsx-manager.capacity-observed.v1" | "dev.lockstep.nsx-manager.identity-observed.v1" | "dev.lockstep.nsx-manager.signals-observed.v1" | "dev.lockstep.nsx-manager.mixed-versions-observed.v1" | "dev.lockstep.nsx-manager.manager-api-consumers-observed.v1" | "dev.lockstep.nsx-manager.decommissioned.v1" | "dev.lockstep.nsx-manager.lost-sight.v1" | "dev.lockstep.vcenter.registered.v1" | "dev.lockstep.vcenter.moved.v1" | "dev.lockstep.vcenter.version-observed.v1" | "dev.lockstep.vcenter.health-observed.v1" | "dev.lockstep.vcenter.labels-changed.v1" | "dev.lockstep.vcenter.identity-observed.v1" | "dev.lockstep.vcenter.signals-observed.v1" | "dev.lockstep.vcenter.mixed-versions-observed.v1" | "dev.lockstep.vcenter.decommissioned.v1" | "dev.lockstep.vcenter.lost-sight.v1" | "dev.lockstep.supervisor.registered.v1" | "dev.lockstep.supervisor.moved.v1" | "dev.lockstep.supervisor.version-observed.v1" | "dev.lockstep.supervisor.health-observed.v1" | "dev.lockstep.supervisor.labels-changed.v1" | "dev.lockstep.supervisor.identity-observed.v1" | "dev.lockstep.supervisor.signals-observed.v1" | "dev.lockstep.supervisor.mixed-versions-observed.v1" | "dev.lockstep.supervisor.decommissioned.v1" | "dev.lockstep.supervisor.lost-sight.v1" | "dev.lockstep.cluster.registered.v1" | "dev.lockstep.cluster.moved.v1" | "dev.lockstep.cluster.version-observed.v1" | "dev.lockstep.cluster.health-observed.v1" | "dev.lockstep.cluster.labels-changed.v1" | "dev.lockstep.cluster.cni-changed.v1" | "dev.lockstep.cluster.capacity-observed.v1" | "dev.lockstep.cluster.identity-observed.v1" | "dev.lockstep.cluster.signals-observed.v1" | "dev.lockstep.cluster.mixed-versions-observed.v1" | "dev.lockstep.cluster.addresses-observed.v1" | "dev.lockstep.cluster.decommissioned.v1" | "dev.lockstep.cluster.lost-sight.v1") | ("dev.lockstep.nsx-manager.registered.v1" | "dev.lockstep.nsx-manager.version-observed.v1" | "dev.lockstep.nsx-manager.health-observed.v1" | "dev.lockstep.nsx-manager.labels-changed.v1" | "dev.lockstep.nsx-manager.capacity-observed.v1" | "dev.lockstep.nsx-manager.identity-observed.v1" | "dev.lockstep.nsx-manager.signals-observed.v1" | "dev.lockstep.nsx-manager.mixed-versions-observed.v1" | "dev.lockstep.nsx-manager.manager-api-consumers-observed.v1" | "dev.lockstep.nsx-manager.decommissioned.v1" | "dev.lockstep.nsx-manager.lost-sight.v1" | "dev.lockstep.vcenter.registered.v1" | "dev.lockstep.vcenter.moved.v1" | "dev.lockstep.vcenter.version-observed.v1" | "dev.lockstep.vcenter.health-observed.v1" | "dev.lockstep.vcenter.labels-changed.v1" | "dev.lockstep.vcenter.identity-observed.v1" | "dev.lockstep.vcenter.signals-observed.v1" | "dev.lockstep.vcenter.mixed-versions-observed.v1" | "dev.lockstep.vcenter.decommissioned.v1" | "dev.lockstep.vcenter.lost-sight.v1" | "dev.lockstep.supervisor.registered.v1" | "dev.lockstep.supervisor.moved.v1" | "dev.lockstep.supervisor.version-observed.v1" | "dev.lockstep.supervisor.health-observed.v1" | "dev.lockstep.supervisor.labels-changed.v1" | "dev.lockstep.supervisor.identity-observed.v1" | "dev.lockstep.supervisor.signals-observed.v1" | "dev.lockstep.supervisor.mixed-versions-observed.v1" | "dev.lockstep.supervisor.decommissioned.v1" | "dev.lockstep.supervisor.lost-sight.v1" | "dev.lockstep.cluster.registered.v1" | "dev.lockstep.cluster.moved.v1" | "dev.lockstep.cluster.version-observed.v1" | "dev.lockstep.cluster.health-observed.v1" | "dev.lockstep.cluster.labels-changed.v1" | "dev.lockstep.cluster.cni-changed.v1" | "dev.lockstep.cluster.capacity-observed.v1" | "dev.lockstep.cluster.identity-observed.v1" | "dev.lockstep.cluster.signals-observed.v1" | "dev.lockstep.cluster.mixed-versions-observed.v1" | "dev.lockstep.cluster.addresses-observed.v1" | "dev.lockstep.cluster.decommissioned.v1" | "dev.lockstep.cluster.lost-sight.v1")[];
                /** @description about nodes of this kind */
                kind?: "nsx-manager" | "vcenter" | "supervisor" | "cluster";
                /** @description about this node: `cluster-fra/pay` */
                subject?: string;
                /** @description about nodes whose subject begins so */
                subjectPrefix?: string;
                /** @description about clusters that belonged to this NSX Project then */
                project?: string;
                /** @description after the event with this position (`sequence`), in the order in which this resource gives events */
                after?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of CloudEvents */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InventoryEventPage"];
                    "application/cloudevents-batch+json": components["schemas"]["InventoryEventPage"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has no such form */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reportInventoryEvents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] | components["schemas"]["CloudEvent"][];
                "application/cloudevents-batch+json": components["schemas"]["CloudEvent"] | components["schemas"]["CloudEvent"][];
                "application/x-ndjson": components["schemas"]["CloudEvent"] | components["schemas"]["CloudEvent"][];
                "application/json": components["schemas"]["CloudEvent"] | components["schemas"]["CloudEvent"][];
            };
        };
        responses: {
            /** @description What became of each event */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventIngestAnswer"];
                    "application/x-ndjson": components["schemas"]["EventIngestAnswer"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has a form this resource does not read */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request makes no sense */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Lockstep can not answer just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    followInventoryEvents: {
        parameters: {
            query?: {
                /** @description only this type; given several times, any of them */
                type?: ("dev.lockstep.nsx-manager.registered.v1" | "dev.lockstep.nsx-manager.version-observed.v1" | "dev.lockstep.nsx-manager.health-observed.v1" | "dev.lockstep.nsx-manager.labels-changed.v1" | "dev.lockstep.nsx-manager.capacity-observed.v1" | "dev.lockstep.nsx-manager.identity-observed.v1" | "dev.lockstep.nsx-manager.signals-observed.v1" | "dev.lockstep.nsx-manager.mixed-versions-observed.v1" | "dev.lockstep.nsx-manager.manager-api-consumers-observed.v1" | "dev.lockstep.nsx-manager.decommissioned.v1" | "dev.lockstep.nsx-manager.lost-sight.v1" | "dev.lockstep.vcenter.registered.v1" | "dev.lockstep.vcenter.moved.v1" | "dev.lockstep.vcenter.version-observed.v1" | "dev.lockstep.vcenter.health-observed.v1" | "dev.lockstep.vcenter.labels-changed.v1" | "dev.lockstep.vcenter.identity-observed.v1" | "dev.lockstep.vcenter.signals-observed.v1" | "dev.lockstep.vcenter.mixed-versions-observed.v1" | "dev.lockstep.vcenter.decommissioned.v1" | "dev.lockstep.vcenter.lost-sight.v1" | "dev.lockstep.supervisor.registered.v1" | "dev.lockstep.supervisor.moved.v1" | "dev.lockstep.supervisor.version-observed.v1" | "dev.lockstep.supervisor.health-observed.v1" | "dev.lockstep.supervisor.labels-changed.v1" | "dev.lockstep.supervisor.identity-observed.v1" | "dev.lockstep.supervisor.signals-observed.v1" | "dev.lockstep.supervisor.mixed-versions-observed.v1" | "dev.lockstep.supervisor.decommissioned.v1" | "dev.lockstep.supervisor.lost-sight.v1" | "dev.lockstep.cluster.registered.v1" | "dev.lockstep.cluster.moved.v1" | "dev.lockstep.cluster.version-observed.v1" | "dev.lockstep.cluster.health-observed.v1" | "dev.lockstep.cluster.labels-changed.v1" | "dev.lockstep.cluster.cni-changed.v1" | "dev.lockstep.cluster.capacity-observed.v1" | "dev.lockstep.cluster.identity-observed.v1" | "dev.lockstep.cluster.signals-observed.v1" | "dev.lockstep.cluster.mixed-versions-observed.v1" | "dev.lockstep.cluster.addresses-observed.v1" | "dev.lockstep.cluster.decommissioned.v1" | "dev.lockstep.cluster.lost-sight.v1") | ("dev.lockstep.nsx-manager.registered.v1" | "dev.lockstep.nsx-manager.version-observed.v1" | "dev.lockstep.nsx-manager.health-observed.v1" | "dev.lockstep.nsx-manager.labels-changed.v1" | "dev.lockstep.nsx-manager.capacity-observed.v1" | "dev.lockstep.nsx-manager.identity-observed.v1" | "dev.lockstep.nsx-manager.signals-observed.v1" | "dev.lockstep.nsx-manager.mixed-versions-observed.v1" | "dev.lockstep.nsx-manager.manager-api-consumers-observed.v1" | "dev.lockstep.nsx-manager.decommissioned.v1" | "dev.lockstep.nsx-manager.lost-sight.v1" | "dev.lockstep.vcenter.registered.v1" | "dev.lockstep.vcenter.moved.v1" | "dev.lockstep.vcenter.version-observed.v1" | "dev.lockstep.vcenter.health-observed.v1" | "dev.lockstep.vcenter.labels-changed.v1" | "dev.lockstep.vcenter.identity-observed.v1" | "dev.lockstep.vcenter.signals-observed.v1" | "dev.lockstep.vcenter.mixed-versions-observed.v1" | "dev.lockstep.vcenter.decommissioned.v1" | "dev.lockstep.vcenter.lost-sight.v1" | "dev.lockstep.supervisor.registered.v1" | "dev.lockstep.supervisor.moved.v1" | "dev.lockstep.supervisor.version-observed.v1" | "dev.lockstep.supervisor.health-observed.v1" | "dev.lockstep.supervisor.labels-changed.v1" | "dev.lockstep.supervisor.identity-observed.v1" | "dev.lockstep.supervisor.signals-observed.v1" | "dev.lockstep.supervisor.mixed-versions-observed.v1" | "dev.lockstep.supervisor.decommissioned.v1" | "dev.lockstep.supervisor.lost-sight.v1" | "dev.lockstep.cluster.registered.v1" | "dev.lockstep.cluster.moved.v1" | "dev.lockstep.cluster.version-observed.v1" | "dev.lockstep.cluster.health-observed.v1" | "dev.lockstep.cluster.labels-changed.v1" | "dev.lockstep.cluster.cni-changed.v1" | "dev.lockstep.cluster.capacity-observed.v1" | "dev.lockstep.cluster.identity-observed.v1" | "dev.lockstep.cluster.signals-observed.v1" | "dev.lockstep.cluster.mixed-versions-observed.v1" | "dev.lockstep.cluster.addresses-observed.v1" | "dev.lockstep.cluster.decommissioned.v1" | "dev.lockstep.cluster.lost-sight.v1")[];
                /** @description about nodes of this kind */
                kind?: "nsx-manager" | "vcenter" | "supervisor" | "cluster";
                /** @description about this node: `cluster-fra/pay` */
                subject?: string;
                /** @description about nodes whose subject begins so */
                subjectPrefix?: string;
                /** @description about clusters that belonged to this NSX Project then */
                project?: string;
                /** @description after the event with this position (`sequence`), in the order in which this resource gives events */
                after?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Lockstep can not answer just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getInventoryEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The CloudEvent */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordedCloudEvent"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    followFindings: {
        parameters: {
            query?: {
                /** @description of this kind; given several times, of any of them */
                kind?: ("exposure" | "unknown-release" | "unknown-version" | "dead-end" | "unplaced" | "shared-id" | "lost-sight" | "unregistered" | "unhealthy" | "rolling" | "source-fault" | "break-glass" | "consumers-unseen" | "change-record-lost" | "change-record-ended" | "change-system-fault" | "support-ending" | "stale-evidence") | ("exposure" | "unknown-release" | "unknown-version" | "dead-end" | "unplaced" | "shared-id" | "lost-sight" | "unregistered" | "unhealthy" | "rolling" | "source-fault" | "break-glass" | "consumers-unseen" | "change-record-lost" | "change-record-ended" | "change-system-fault" | "support-ending" | "stale-evidence")[];
                /** @description of this severity; given several times, of any of them */
                severity?: ("critical" | "high" | "medium" | "low") | ("critical" | "high" | "medium" | "low")[];
                /** @description in this upgrade domain */
                nsxManager?: string;
                /** @description first what has changed since this position; absent: from now on */
                after?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Lockstep can not answer just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listFindings: {
        parameters: {
            query?: {
                /** @description items per page, at most 500 */
                limit?: number;
                /** @description `page.next` of the page before; opaque */
                cursor?: string;
                /** @description of this kind; given several times, of any of them */
                kind?: ("exposure" | "unknown-release" | "unknown-version" | "dead-end" | "unplaced" | "shared-id" | "lost-sight" | "unregistered" | "unhealthy" | "rolling" | "source-fault" | "break-glass" | "consumers-unseen" | "change-record-lost" | "change-record-ended" | "change-system-fault" | "support-ending" | "stale-evidence") | ("exposure" | "unknown-release" | "unknown-version" | "dead-end" | "unplaced" | "shared-id" | "lost-sight" | "unregistered" | "unhealthy" | "rolling" | "source-fault" | "break-glass" | "consumers-unseen" | "change-record-lost" | "change-record-ended" | "change-system-fault" | "support-ending" | "stale-evidence")[];
                /** @description of this severity; given several times, of any of them */
                severity?: ("critical" | "high" | "medium" | "low") | ("critical" | "high" | "medium" | "low")[];
                /** @description in this upgrade domain */
                nsxManager?: string;
                /** @description what was on record then, RFC 3339; 409 `not-settled` while something could still be recorded at or before it */
                asOf?: string;
                /** @description what was on record up to this position; not together with `asOf` */
                position?: number;
                /** @description a matrix revision; absent: the one that was current then */
                matrix?: string;
                /** @description what ends within so many days from today is found: support of releases, and statements that pairings lean on */
                withinDays?: number;
                /** @description nodes of which nothing was observed for so many days are found */
                staleAfterDays?: number;
                /** @description about this Supervisor and the clusters on it, which are counted alone */
                supervisor?: string;
                /** @description about clusters of this NSX Project, which are counted alone */
                project?: string;
                /** @description absent: open and acknowledged ones */
                state?: ("open" | "acknowledged" | "closed") | ("open" | "acknowledged" | "closed")[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of findings */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FindingPage"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getFinding: {
        parameters: {
            query?: {
                /** @description what was on record then, RFC 3339; 409 `not-settled` while something could still be recorded at or before it */
                asOf?: string;
                /** @description what was on record up to this position; not together with `asOf` */
                position?: number;
                /** @description a matrix revision; absent: the one that was current then */
                matrix?: string;
                /** @description what ends within so many days from today is found: support of releases, and statements that pairings lean on */
                withinDays?: number;
                /** @description nodes of which nothing was observed for so many days are found */
                staleAfterDays?: number;
                /** @description about this Supervisor and the clusters on it, which are counted alone */
                supervisor?: string;
                /** @description about clusters of this NSX Project, which are counted alone */
                project?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The finding */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Finding"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listFindingSubjects: {
        parameters: {
            query?: {
                /** @description items per page, at most 500 */
                limit?: number;
                /** @description `page.next` of the page before; opaque */
                cursor?: string;
                /** @description what was on record then, RFC 3339; 409 `not-settled` while something could still be recorded at or before it */
                asOf?: string;
                /** @description what was on record up to this position; not together with `asOf` */
                position?: number;
                /** @description a matrix revision; absent: the one that was current then */
                matrix?: string;
                /** @description what ends within so many days from today is found: support of releases, and statements that pairings lean on */
                withinDays?: number;
                /** @description nodes of which nothing was observed for so many days are found */
                staleAfterDays?: number;
                /** @description about this Supervisor and the clusters on it, which are counted alone */
                supervisor?: string;
                /** @description about clusters of this NSX Project, which are counted alone */
                project?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of nodes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FindingSubjectPage"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acknowledgeFinding: {
        parameters: {
            query?: {
                /** @description what ends within so many days from today is found: support of releases, and statements that pairings lean on */
                withinDays?: number;
                /** @description nodes of which nothing was observed for so many days are found */
                staleAfterDays?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string & (unknown & unknown);
                    /**
                     * @description until when it holds, RFC 3339; null: until the finding closes
                     * @default null
                     */
                    until?: string | null;
                };
            };
        };
        responses: {
            /** @description The finding is acknowledged */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Finding"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has changed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request makes no sense */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match is needed */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listProposals: {
        parameters: {
            query?: {
                /** @description items per page, at most 500 */
                limit?: number;
                /** @description `page.next` of the page before; opaque */
                cursor?: string;
                /** @description absent: whatever became of them */
                state?: "open" | "accepted" | "refused";
                addition?: "release" | "constraint" | "running-pair";
                /** @description about this component, among others */
                component?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of proposals */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatrixProposalPage"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getProposal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The proposal */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatrixProposal"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acceptProposal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description why, for those who read the revisions
                     * @default null
                     */
                    reason?: string | null;
                };
            };
        };
        responses: {
            /** @description It is accepted and published */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatrixProposal"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has changed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request makes no sense */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match is needed */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refuseProposal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string & (unknown & unknown);
                };
            };
        };
        responses: {
            /** @description It is refused */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatrixProposal"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has changed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match is needed */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPlans: {
        parameters: {
            query?: {
                /** @description items per page, at most 500 */
                limit?: number;
                /** @description `page.next` of the page before; opaque */
                cursor?: string;
                status?: "requested" | "computed" | "failed" | "signed-off" | "executing" | "finished" | "abandoned" | "withdrawn" | "superseded" | "void";
                /** @description plans of this NSX manager alone */
                domain?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of plans */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanPage"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requestNewPlan: {
        parameters: {
            query?: {
                /** @description what was on record then, RFC 3339; 409 `not-settled` while something could still be recorded at or before it */
                asOf?: string;
                /** @description what was on record up to this position; not together with `asOf` */
                position?: number;
                /** @description a matrix revision; absent: the one that was current then */
                matrix?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPlan"];
            };
        };
        responses: {
            /** @description The plan is computed: it was done within the time of `Prefer: wait` */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
            /** @description The plan is requested */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has a form this resource does not read */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request makes no sense */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Lockstep can not answer just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPlan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plan; `plan` holds the document when `status` is computed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                    "application/yaml": components["schemas"]["Plan"];
                    "text/markdown": components["schemas"]["Plan"];
                    "text/csv": components["schemas"]["Plan"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has no such form */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPlanSteps: {
        parameters: {
            query?: {
                /** @description items per page, at most 500 */
                limit?: number;
                /** @description `page.next` of the page before; opaque */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of steps */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanStepPage"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPlanGroup: {
        parameters: {
            query?: {
                /** @description items per page, at most 500 */
                limit?: number;
                /** @description `page.next` of the page before; opaque */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
                group: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of node ids, in text order */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanGroupMemberPage"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPlanCertificate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The certificate */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanCertificate"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPlanExplanation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The explanation; null for a goal that can be reached */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanExplanation"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPlanFleet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The snapshot */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FleetSnapshot"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdrawOnePlan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanWithdrawal"];
            };
        };
        responses: {
            /** @description The plan is withdrawn */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has changed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request makes no sense */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match is needed */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPlanStanding: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How it stands */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanStanding"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Lockstep can not answer just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPlanPremises: {
        parameters: {
            query?: {
                /** @description items per page, at most 500 */
                limit?: number;
                /** @description `page.next` of the page before; opaque */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of nodes, with the pairings and hops of all steps */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanPremises"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    diffTwoPlans: {
        parameters: {
            query: {
                /** @description the other plan */
                to: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Steps that came, went, changed or moved */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanDiff"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    recomputePlan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was computed within the time of `Prefer: wait` */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanRecomputation"];
                };
            };
            /** @description It is being computed */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanRecomputation"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request makes no sense */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRecomputation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                recomputation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The outcome, or that it still runs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanRecomputation"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verifyOnePlan: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPlanVerification"];
            };
        };
        responses: {
            /** @description Proven, or refuted with what is wrong */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanVerification"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has a form this resource does not read */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request makes no sense */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Lockstep can not answer just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requestWhatIf: {
        parameters: {
            query?: {
                /** @description what was on record then, RFC 3339; 409 `not-settled` while something could still be recorded at or before it */
                asOf?: string;
                /** @description what was on record up to this position; not together with `asOf` */
                position?: number;
                /** @description a matrix revision; absent: the one that was current then */
                matrix?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWhatIf"];
            };
        };
        responses: {
            /** @description The plan is computed: it was done within the time of `Prefer: wait` */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
            /** @description The plan is requested */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has a form this resource does not read */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request makes no sense */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Lockstep can not answer just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPlanSignoffs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The approval */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Lockstep can not answer just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    decideOnPlan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSignoff"];
            };
        };
        responses: {
            /** @description The decision is recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has changed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has a form this resource does not read */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match is needed */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Lockstep can not answer just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requestPlanSignoff: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sign-off is requested */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has changed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has a form this resource does not read */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match is needed */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Lockstep can not answer just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdrawPlanSignoff: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignoffWithdrawal"];
            };
        };
        responses: {
            /** @description It is taken back; the record keeps both */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has changed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has a form this resource does not read */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match is needed */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Lockstep can not answer just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    liftRefusalOfPlan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefusalLift"];
            };
        };
        responses: {
            /** @description The refusal is lifted; the record keeps both */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has changed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has a form this resource does not read */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match is needed */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Lockstep can not answer just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    breakGlassOfPlan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BreakGlass"];
            };
        };
        responses: {
            /** @description Break-glass is recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has changed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has a form this resource does not read */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match is needed */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Lockstep can not answer just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPlanWaivers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The waivers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Waivers"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Lockstep can not answer just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    grantPlanWaiver: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWaiver"];
            };
        };
        responses: {
            /** @description The waiver is granted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Waivers"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has changed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has a form this resource does not read */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match is needed */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Lockstep can not answer just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSignoffPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The policy */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignoffPolicy"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeSignoffPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSignoffPolicy"];
            };
        };
        responses: {
            /** @description The policy is changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignoffPolicy"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has changed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has a form this resource does not read */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request makes no sense */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match is needed */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listFreezes: {
        parameters: {
            query?: {
                /** @description items per page, at most 500 */
                limit?: number;
                /** @description `page.next` of the page before; opaque */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of freezes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FreezePage"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    declareFreeze: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewFreeze"];
            };
        };
        responses: {
            /** @description The freeze is declared */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Freeze"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has a form this resource does not read */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request makes no sense */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getFreeze: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The freeze */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Freeze"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeFreeze: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangedFreeze"];
            };
        };
        responses: {
            /** @description The freeze is changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Freeze"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has changed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has a form this resource does not read */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request makes no sense */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match is needed */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    liftFreeze: {
        parameters: {
            query: {
                reason: string & (unknown & unknown);
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The freeze is lifted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has changed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match is needed */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOwners: {
        parameters: {
            query?: {
                /** @description items per page, at most 500 */
                limit?: number;
                /** @description `page.next` of the page before; opaque */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of owners */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnersPage"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    nameOwners: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOwners"];
            };
        };
        responses: {
            /** @description The owners are on record */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Owners"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has a form this resource does not read */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOwners: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The owners */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Owners"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeOwners: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangedOwners"];
            };
        };
        responses: {
            /** @description The owners are changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Owners"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has changed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has a form this resource does not read */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match is needed */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeOwners: {
        parameters: {
            query: {
                reason: string & (unknown & unknown);
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They are removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has changed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match is needed */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPlanApproval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The signed approval */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/jose+json": components["schemas"]["SignedApproval"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Lockstep can not answer just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listApprovalKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The public keys */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/jwk-set+json": components["schemas"]["ApprovalKeys"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAttempts: {
        parameters: {
            query?: {
                /** @description items per page, at most 500 */
                limit?: number;
                /** @description `page.next` of the page before; opaque */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of attempts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StepAttemptPage"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reportAttempt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AttemptReport"];
            };
        };
        responses: {
            /** @description The report is recorded; the execution as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanExecution"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has changed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request makes no sense */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match is needed */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getExecution: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The execution */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanExecution"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pauseExecution: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExecutionReason"];
            };
        };
        responses: {
            /** @description It is paused */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanExecution"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has changed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request makes no sense */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match is needed */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resumeExecution: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExecutionResumption"];
            };
        };
        responses: {
            /** @description What was named is lifted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanExecution"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has changed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request makes no sense */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match is needed */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    skipSubject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubjectSkip"];
            };
        };
        responses: {
            /** @description It takes no further part */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanExecution"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has changed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request makes no sense */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match is needed */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    abandonExecution: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExecutionReason"];
            };
        };
        responses: {
            /** @description It has ended */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanExecution"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has changed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request makes no sense */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match is needed */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requestNextPlan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plan is computed: it was done within the time of `Prefer: wait` */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
            /** @description The plan is requested */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has changed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request makes no sense */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match is needed */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Lockstep can not answer just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPlanGate: {
        parameters: {
            query?: {
                /** @description absent: the next step in the order of the plan */
                step?: string;
                /** @description of the step, those that are to start; may be repeated; absent: all that were not started yet, which holds while others of the step run */
                subject?: string | string[];
                /** @description true: whoever asks knows that the step can not be taken back */
                acknowledgeNoReturn?: "true" | "false";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The verdict with its reasons, whichever it is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Gate"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request makes no sense */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPlanSchedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The schedule */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanSchedule"];
                    "text/calendar": components["schemas"]["PlanSchedule"];
                    "text/csv": components["schemas"]["PlanSchedule"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has no such form */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    keepPlanSchedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SchedulePolicy"];
            };
        };
        responses: {
            /** @description The schedule is kept */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanSchedule"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has changed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has a form this resource does not read */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request makes no sense */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match is needed */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    computePlanSchedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SchedulePolicy"];
            };
        };
        responses: {
            /** @description The schedule */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanSchedule"];
                    "text/calendar": components["schemas"]["PlanSchedule"];
                    "text/csv": components["schemas"]["PlanSchedule"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has no such form */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has a form this resource does not read */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request makes no sense */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waivePlanSchedule: {
        parameters: {
            query: {
                /** @description for the record */
                reason: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plan goes without a schedule */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has changed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match is needed */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listChangeSystems: {
        parameters: {
            query?: {
                /** @description items per page, at most 500 */
                limit?: number;
                /** @description `page.next` of the page before; opaque */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of change systems */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeSystemPage"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    registerChangeSystem: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewChangeSystem"];
            };
        };
        responses: {
            /** @description The change system is registered */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeSystem"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has a form this resource does not read */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request makes no sense */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getChangeSystem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The change system */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeSystem"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeChangeSystem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangedChangeSystem"];
            };
        };
        responses: {
            /** @description The change system is changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeSystem"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has changed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has a form this resource does not read */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request makes no sense */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match is needed */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeChangeSystem: {
        parameters: {
            query: {
                reason: string & (unknown & unknown);
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The change system is removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has changed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match is needed */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listChangeRecords: {
        parameters: {
            query?: {
                /** @description items per page, at most 500 */
                limit?: number;
                /** @description `page.next` of the page before; opaque */
                cursor?: string;
                system?: string;
                status?: "requested" | "open" | "lost" | "closed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of change records */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeRecordPage"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    openChangeRecord: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewChangeRecord"];
            };
        };
        responses: {
            /** @description The record is asked for */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeRecord"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has a form this resource does not read */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request makes no sense */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Lockstep can not answer just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getChangeRecord: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The change record */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeRecord"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refreshChangeRecord: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The change record as it was told just now, or why it was not */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeRecord"];
                };
            };
            /** @description The look is asked for */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeRecord"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdrawChangeRecord: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeRecordWithdrawal"];
            };
        };
        responses: {
            /** @description The change record is withdrawn */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeRecord"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has changed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has a form this resource does not read */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match is needed */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSources: {
        parameters: {
            query?: {
                /** @description items per page, at most 500 */
                limit?: number;
                /** @description `page.next` of the page before; opaque */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of sources */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SourcePage"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    registerSource: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    id: string;
                    /** @description `kubernetes`, `nsx` */
                    system: string;
                    name: string;
                    /** @description as the connector of the system asks for them; shown to every reader, so no secrets */
                    settings: {
                        [key: string]: unknown;
                    };
                    /** @description what the connector logs in with; kept encrypted, never shown again */
                    secret?: unknown;
                    /**
                     * @description looks in a row that miss a node before sight of it is lost
                     * @default 3
                     */
                    misses?: number;
                    /**
                     * @description although another source speaks for the same node
                     * @default false
                     */
                    evenIfShared?: boolean;
                };
            };
        };
        responses: {
            /** @description The source is registered */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Source"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has a form this resource does not read */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request makes no sense */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSource: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The source */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Source"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeSource: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @description as the connector of the system asks for them; shown to every reader, so no secrets */
                    settings: {
                        [key: string]: unknown;
                    };
                    /** @description absent: the one that is set stays; null: it is taken away */
                    secret?: unknown;
                    /** @description looks in a row that miss a node before sight of it is lost */
                    misses: number;
                    /**
                     * @description although another source speaks for the same node
                     * @default false
                     */
                    evenIfShared?: boolean;
                };
            };
        };
        responses: {
            /** @description The source is changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Source"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has changed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has a form this resource does not read */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request makes no sense */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match is needed */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeSource: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The source is removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has changed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match is needed */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkSource: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the check has found */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SourceCheck"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Lockstep can not answer just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listScans: {
        parameters: {
            query?: {
                /** @description items per page, at most 500 */
                limit?: number;
                /** @description `page.next` of the page before; opaque */
                cursor?: string;
                /** @description only scans that looked at it */
                source?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of scans */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScanPage"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startNewScan: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description ids of sources; absent: all. One that another scan is looking at is left out */
                    sources?: string[];
                };
            };
        };
        responses: {
            /** @description The scan has ended: it did so within the time of `Prefer: wait` */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scan"];
                };
            };
            /** @description The scan has begun */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scan"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has a form this resource does not read */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request makes no sense */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Lockstep can not answer just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getScan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The scan, with its progress while it runs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scan"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelOneScan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The scan is about to end */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scan"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Lockstep can not answer just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    followScan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Lockstep can not answer just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSchedules: {
        parameters: {
            query?: {
                /** @description items per page, at most 500 */
                limit?: number;
                /** @description `page.next` of the page before; opaque */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of schedules */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScanSchedulePage"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createSchedule: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    id: string;
                    name: string;
                    /** @description minute, hour, day, month, weekday */
                    cron: string;
                    /** @description IANA name: `Europe/Berlin`. Times that summer time leaves out come an hour later */
                    timeZone: string;
                    /**
                     * @description seconds that a start is put off at most, by chance
                     * @default 0
                     */
                    jitter?: number;
                    /**
                     * @description ids of sources; null: all that there are at each start
                     * @default null
                     */
                    sources?: string[] | null;
                    /**
                     * @description false: it is kept, and starts nothing
                     * @default true
                     */
                    enabled?: boolean;
                };
            };
        };
        responses: {
            /** @description The schedule is created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScanSchedule"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has a form this resource does not read */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request makes no sense */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Lockstep can not answer just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSchedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The schedule, with its next runs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScanSchedule"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeSchedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @description minute, hour, day, month, weekday */
                    cron: string;
                    /** @description IANA name: `Europe/Berlin`. Times that summer time leaves out come an hour later */
                    timeZone: string;
                    /**
                     * @description seconds that a start is put off at most, by chance
                     * @default 0
                     */
                    jitter?: number;
                    /**
                     * @description ids of sources; null: all that there are at each start
                     * @default null
                     */
                    sources?: string[] | null;
                    /**
                     * @description false: it is kept, and starts nothing
                     * @default true
                     */
                    enabled?: boolean;
                };
            };
        };
        responses: {
            /** @description The schedule is changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScanSchedule"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has changed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has a form this resource does not read */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request makes no sense */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match is needed */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Lockstep can not answer just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeSchedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The schedule is removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has changed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match is needed */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWebhooks: {
        parameters: {
            query?: {
                /** @description items per page, at most 500 */
                limit?: number;
                /** @description `page.next` of the page before; opaque */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of webhooks */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookPage"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWebhook"];
            };
        };
        responses: {
            /** @description The webhook, with its secret */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookWithSecret"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has a form this resource does not read */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request makes no sense */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The webhook, without its secret */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangedWebhook"];
            };
        };
        responses: {
            /** @description The webhook is changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has changed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has a form this resource does not read */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request makes no sense */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match is needed */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The webhook is removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has changed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match is needed */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookRotation"];
            };
        };
        responses: {
            /** @description The webhook, with its new secret */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookWithSecret"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has changed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has a form this resource does not read */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request makes no sense */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match is needed */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ping will be sent */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /** @description items per page, at most 500 */
                limit?: number;
                /** @description `page.next` of the page before; opaque */
                cursor?: string;
                status?: "pending" | "delivered" | "failed" | "cancelled";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of deliveries */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryPage"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWebhookDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                delivery: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery, with what is sent */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryWithBody"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    redeliverWebhookDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                delivery: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It will be sent */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCheckpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The newest signed checkpoint */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Checkpoint"];
                    "text/plain": components["schemas"]["Checkpoint"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource has no such form */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCheckpoints: {
        parameters: {
            query?: {
                /** @description items per page, at most 500 */
                limit?: number;
                /** @description `page.next` of the page before; opaque */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of checkpoints */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckpointPage"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSeals: {
        parameters: {
            query?: {
                /** @description tree size of the last seal read; 0: from the first */
                after?: number;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The next seals; none at the end */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SealList"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRawEvents: {
        parameters: {
            query?: {
                /** @description `<tx>.<position>` of the last event read; absent: from the first */
                after?: string;
                limit?: number;
                /** @description with the chain hash of the event before in its stream */
                linked?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The next events; none at the end */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RawEventList"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getConsistencyProof: {
        parameters: {
            query: {
                first: number;
                second: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The proof */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsistencyProof"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request makes no sense */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getEventProof: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The event and its proof */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventProof"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getActor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The name, if there is one */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Actor"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    forgetActor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The name is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listProjections: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them, and who holds all readers of the record back */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectionList"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getProjection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its state */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Projection"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resumeProjection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its state, with the failure forgotten */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Projection"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the resource does not allow this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rebuildProjection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rebuild has begun */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Projection"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rebuildList: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: "plans" | "matrix" | "proposals" | "approvals" | "freezes" | "owners" | "change-systems" | "change-records" | "scan-schedules" | "webhooks";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was made anew */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RebuiltList"];
                };
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Requests, projections, job queues, webhooks, and the process */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request could not be read, or does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "dev.lockstep.plan.requested.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.plan.requested.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description id of the plan: `/v1/plans/{id}` */
                        plan: string;
                        /** @description of the goal */
                        name: string;
                        /** @description the NSX manager; null: the whole fleet */
                        domain: string | null;
                        /** @description `sha256:` and 64 hex digits */
                        matrix: string;
                        /** @description who: the id of a token, or a part of the system */
                        requestedBy: string;
                        /** @description over assumed facts: nobody signs or executes it */
                        hypothetical: boolean;
                        /** @description the plan in whose place it was asked for */
                        parent: string | null;
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.plan.computed.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.plan.computed.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description id of the plan: `/v1/plans/{id}` */
                        plan: string;
                        /** @description `sha256:` and 64 hex digits */
                        digest: string;
                        /** @description `planned`, `nothing-to-do`, `infeasible` and so on, as in the plan */
                        outcome: string;
                        steps: number;
                        objective: {
                            sharedHops: number;
                            clusterRollouts: number;
                            addonHops: number;
                        };
                        /** @description whether it is proven that no safe plan needs less; null: not said */
                        optimal: boolean | null;
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.plan.failed.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.plan.failed.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description id of the plan: `/v1/plans/{id}` */
                        plan: string;
                        reason: string;
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.plan.withdrawn.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.plan.withdrawn.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description id of the plan: `/v1/plans/{id}` */
                        plan: string;
                        /** @description as somebody gave it */
                        reason: string;
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.plan.premise-fell.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.plan.premise-fell.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description id of the plan: `/v1/plans/{id}` */
                        plan: string;
                        premise: {
                            /** @description `node`, `pairing`, `hop`, `proof` */
                            kind: string;
                        };
                        before: string | null;
                        after: string | null;
                        by: {
                            /** @description `event`, `calendar`, `unknown` */
                            kind: string;
                            /** @description of the event in the record */
                            position?: number;
                            type?: string;
                            day?: string;
                        };
                        /** @description all of it in one line */
                        message: string;
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.plan.superseded.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.plan.superseded.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description id of the plan: `/v1/plans/{id}` */
                        plan: string;
                        /** @description id of the other plan */
                        by: string;
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.plan.scheduled.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.plan.scheduled.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description id of the plan: `/v1/plans/{id}` */
                        plan: string;
                        /** @description `sha256:` and 64 hex digits */
                        planDigest: string;
                        /** @description of the schedule */
                        digest: string;
                        /** @description RFC 3339 */
                        start: string;
                        /** @description RFC 3339 */
                        end: string;
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.plan.schedule-waived.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.plan.schedule-waived.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description id of the plan: `/v1/plans/{id}` */
                        plan: string;
                        /** @description `sha256:` and 64 hex digits */
                        planDigest: string;
                        /** @description as somebody gave it */
                        reason: string;
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.signoff.requested.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.signoff.requested.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description id of the plan: `/v1/plans/{id}` */
                        plan: string;
                        /** @description digest of the plan that was looked at */
                        digest: string;
                        /** @description who: the id of a token, or a part of the system */
                        by: string;
                        /** @description classes of risk, with the signatures that each asks for */
                        classes: {
                            class: string;
                            requirements: {
                                role: string;
                                count: number;
                            }[];
                        }[];
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.signoff.given.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.signoff.given.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description id of the plan: `/v1/plans/{id}` */
                        plan: string;
                        /** @description digest of the plan that was looked at */
                        digest: string;
                        /** @description who: the id of a token, or a part of the system */
                        by: string;
                        /** @description that the signature counts for */
                        roles: string[];
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.signoff.refused.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.signoff.refused.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description id of the plan: `/v1/plans/{id}` */
                        plan: string;
                        /** @description digest of the plan that was looked at */
                        digest: string;
                        /** @description who: the id of a token, or a part of the system */
                        by: string;
                        /** @description that the signature counts for */
                        roles: string[];
                        /** @description as somebody gave it */
                        reason: string;
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.signoff.withdrawn.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.signoff.withdrawn.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description id of the plan: `/v1/plans/{id}` */
                        plan: string;
                        /** @description digest of the plan that was looked at */
                        digest: string;
                        /** @description who: the id of a token, or a part of the system */
                        by: string;
                        /** @description `signature`, `refusal`, `break-glass` */
                        what: string[];
                        reason: string | null;
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.signoff.refusal-lifted.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.signoff.refusal-lifted.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description id of the plan: `/v1/plans/{id}` */
                        plan: string;
                        /** @description digest of the plan that was looked at */
                        digest: string;
                        /** @description who: the id of a token, or a part of the system */
                        by: string;
                        /** @description who: the id of a token, or a part of the system */
                        of: string;
                        /** @description as somebody gave it */
                        reason: string;
                        /** @constant */
                        severity: "critical";
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.signoff.voided.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.signoff.voided.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description id of the plan: `/v1/plans/{id}` */
                        plan: string;
                        /** @description digest of the plan that was looked at */
                        digest: string;
                        cause: {
                            /** @description `premises`, `waiver` */
                            kind: string;
                            fallen?: {
                                premise: string;
                            }[];
                            /** @description one statement of the matrix, or all evidence of a strength */
                            about?: {
                                kind: string;
                                statement?: string;
                                evidence?: string;
                            };
                            /** @description RFC 3339 */
                            expired?: string;
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.waiver.granted.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.waiver.granted.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description id of the plan: `/v1/plans/{id}` */
                        plan: string;
                        /** @description digest of the plan that was looked at */
                        digest: string;
                        /** @description who: the id of a token, or a part of the system */
                        by: string;
                        /** @description one statement of the matrix, or all evidence of a strength */
                        about: {
                            kind: string;
                            statement?: string;
                            evidence?: string;
                        };
                        /** @description as somebody gave it */
                        reason: string;
                        owner: string;
                        /** @description RFC 3339 */
                        expires: string;
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.waiver.expired.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.waiver.expired.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description id of the plan: `/v1/plans/{id}` */
                        plan: string;
                        /** @description digest of the plan that was looked at */
                        digest: string;
                        /** @description one statement of the matrix, or all evidence of a strength */
                        about: {
                            kind: string;
                            statement?: string;
                            evidence?: string;
                        };
                        /** @description RFC 3339 */
                        expires: string;
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.break-glass.used.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.break-glass.used.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description id of the plan: `/v1/plans/{id}` */
                        plan: string;
                        /** @description digest of the plan that was looked at */
                        digest: string;
                        /** @description who: the id of a token, or a part of the system */
                        by: string;
                        /** @description as somebody gave it */
                        reason: string;
                        severity: string;
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.execution.started.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.execution.started.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description id of the plan: `/v1/plans/{id}` */
                        plan: string;
                        /** @description digest of the plan that was looked at */
                        digest: string;
                        domains: string[];
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.execution.step-started.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.execution.step-started.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description id of the plan: `/v1/plans/{id}` */
                        plan: string;
                        /** @description id of the step in the plan */
                        step: string;
                        component: string;
                        /** @description clusters or shared nodes, each with the number of its attempt */
                        attempts: {
                            subject: string;
                            attempt: number;
                        }[];
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.execution.step-succeeded.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.execution.step-succeeded.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description id of the plan: `/v1/plans/{id}` */
                        plan: string;
                        /** @description id of the step in the plan */
                        step: string;
                        /** @description clusters or shared nodes, each with the number of its attempt */
                        attempts: {
                            subject: string;
                            attempt: number;
                        }[];
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.execution.step-failed.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.execution.step-failed.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description id of the plan: `/v1/plans/{id}` */
                        plan: string;
                        /** @description id of the step in the plan */
                        step: string;
                        /** @description clusters or shared nodes, each with the number of its attempt */
                        attempts: {
                            subject: string;
                            attempt: number;
                        }[];
                        /** @description as somebody gave it */
                        reason: string;
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.execution.step-corrected.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.execution.step-corrected.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description id of the plan: `/v1/plans/{id}` */
                        plan: string;
                        /** @description id of the step in the plan */
                        step: string;
                        /** @description clusters or shared nodes, each with the number of its attempt */
                        attempts: {
                            subject: string;
                            attempt: number;
                        }[];
                        /** @description as somebody gave it */
                        reason: string;
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.execution.step-confirmed.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.execution.step-confirmed.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description id of the plan: `/v1/plans/{id}` */
                        plan: string;
                        /** @description id of the step in the plan */
                        step: string;
                        subjects: string[];
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.execution.drift-detected.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.execution.drift-detected.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description id of the plan: `/v1/plans/{id}` */
                        plan: string;
                        node: {
                            scope: string;
                            id: string;
                        };
                        component: string;
                        observed: string[];
                        predicted: string[];
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.execution.drift-ended.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.execution.drift-ended.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description id of the plan: `/v1/plans/{id}` */
                        plan: string;
                        node: {
                            scope: string;
                            id: string;
                        };
                        component: string;
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.execution.subject-skipped.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.execution.subject-skipped.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description id of the plan: `/v1/plans/{id}` */
                        plan: string;
                        subject: string;
                        /** @description as somebody gave it */
                        reason: string;
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.execution.paused.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.execution.paused.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description id of the plan: `/v1/plans/{id}` */
                        plan: string;
                        /** @description `person`, `failures` */
                        cause: string;
                        step: string | null;
                        /** @description as somebody gave it */
                        reason: string;
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.execution.pause-lifted.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.execution.pause-lifted.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description id of the plan: `/v1/plans/{id}` */
                        plan: string;
                        pauses: string[];
                        /** @description as somebody gave it */
                        reason: string;
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.execution.resumed.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.execution.resumed.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description id of the plan: `/v1/plans/{id}` */
                        plan: string;
                        /** @description as somebody gave it */
                        reason: string;
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.execution.finished.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.execution.finished.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description id of the plan: `/v1/plans/{id}` */
                        plan: string;
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.execution.abandoned.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.execution.abandoned.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description id of the plan: `/v1/plans/{id}` */
                        plan: string;
                        /** @description as somebody gave it */
                        reason: string;
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.execution.replaced.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.execution.replaced.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description id of the plan: `/v1/plans/{id}` */
                        plan: string;
                        /** @description id of the other plan */
                        by: string;
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.change-record.opened.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.change-record.opened.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description id of the plan: `/v1/plans/{id}` */
                        plan: string;
                        /** @description digest of the plan that was looked at */
                        digest: string;
                        system: string;
                        /** @description as people call the record: `CHG0030042` */
                        number: string;
                        /** @description where people find it */
                        url: string | null;
                        /** @description `not-requested`, `requested`, `approved`, `rejected`, `unknown` */
                        approval: string;
                        /** @description in which the change is planned; the end is not in it */
                        window: {
                            /** @description RFC 3339 */
                            start: string;
                            /** @description RFC 3339 */
                            end: string;
                        } | null;
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.change-record.revised.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.change-record.revised.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description id of the plan: `/v1/plans/{id}` */
                        plan: string;
                        /** @description digest of the plan that was looked at */
                        digest: string;
                        /** @description as people call the record: `CHG0030042` */
                        number: string;
                        /** @description where people find it */
                        url: string | null;
                        /** @description `not-requested`, `requested`, `approved`, `rejected`, `unknown` */
                        approval: string;
                        /** @description in which the change is planned; the end is not in it */
                        window: {
                            /** @description RFC 3339 */
                            start: string;
                            /** @description RFC 3339 */
                            end: string;
                        } | null;
                        why: string;
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.change-record.decided.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.change-record.decided.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description id of the plan: `/v1/plans/{id}` */
                        plan: string;
                        /** @description digest of the plan that was looked at */
                        digest: string;
                        /** @description as people call the record: `CHG0030042` */
                        number: string;
                        /** @description `approved`, `rejected`, `withdrawn` */
                        decision: string;
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.change-record.failed.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.change-record.failed.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description id of the plan: `/v1/plans/{id}` */
                        plan: string;
                        fault: string;
                        /** @description `open`, `read`, `revise` and so on */
                        doing: string;
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.change-record.lost.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.change-record.lost.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description id of the plan: `/v1/plans/{id}` */
                        plan: string;
                        /** @description as people call the record: `CHG0030042` */
                        number: string;
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.change-record.closed.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.change-record.closed.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description id of the plan: `/v1/plans/{id}` */
                        plan: string;
                        /** @description `finished`, `cancelled`, `handed-over` and so on */
                        end: string;
                        why: string;
                        /** @description id of the other plan */
                        to: string | null;
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.finding.opened.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.finding.opened.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description its id: `/v1/findings/{id}`; the same when it comes back */
                        finding: string;
                        kind: string;
                        /** @description `critical`, `high`, `medium`, `low` */
                        severity: string;
                        /** @description one sentence for people */
                        title: string;
                        /** @description of its upgrade domain */
                        nsxManager: string | null;
                        /** @description how many it concerns when this is made; 0 when it is closed by then */
                        nodes: number;
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.finding.closed.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.finding.closed.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description its id: `/v1/findings/{id}`; the same when it comes back */
                        finding: string;
                        kind: string;
                        /** @description `critical`, `high`, `medium`, `low` */
                        severity: string;
                        /** @description one sentence for people */
                        title: string;
                        /** @description of its upgrade domain */
                        nsxManager: string | null;
                        /** @description how many it concerns when this is made; 0 when it is closed by then */
                        nodes: number;
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.matrix.revision-published.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.matrix.revision-published.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description `sha256:` and 64 hex digits */
                        digest: string;
                        /** @description digest of the one that was current before */
                        parent: string | null;
                        /** @description who: the id of a token, or a part of the system */
                        author: string;
                        reason: string | null;
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.webhook.disabled.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.webhook.disabled.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description its id */
                        webhook: string;
                        /** @description `person`, `gone`: it answered 410, `failing`: it took nothing for days, `behind`: too much waits for it */
                        cause: string;
                        reason: string;
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "dev.lockstep.webhook.ping.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Of the attempt, in seconds since 1970. Refuse one that is minutes off. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    /** @description the same as the header `webhook-id`: the same at each attempt, and in no other event */
                    id: string;
                    /** @constant */
                    source: "urn:lockstep:record";
                    /** @constant */
                    type: "dev.lockstep.webhook.ping.v1";
                    /** @description the stream of the record */
                    subject: string;
                    /** @description RFC 3339: when it was so */
                    time: string;
                    /** @constant */
                    datacontenttype: "application/json";
                    /** @description position in the record, to order by; a ping has none */
                    sequence?: string;
                    /** @description RFC 3339: when it was recorded */
                    recordedtime: string;
                    actor: string;
                    data: {
                        /** @description its id */
                        webhook: string;
                        /** @description who: the id of a token, or a part of the system */
                        by: string;
                    };
                };
            };
        };
        responses: {
            /** @description Nothing is to be sent here any more: the webhook is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has arrived */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again, redirects included; not before `Retry-After` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
