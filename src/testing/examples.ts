/** The example answers of the provider's Backups API document, character by character. */

export const BACKUP_LIST_EXAMPLE = `{
  "count": 3,
  "results": [
    {
      "id": 501,
      "server": {
        "id": 12345,
        "name": "web-server-01"
      },
      "backup_type": "automatic",
      "status": "completed",
      "size_mb": 4523,
      "created_at": "2025-01-16T03:00:00Z",
      "expires_at": "2025-02-16T03:00:00Z",
      "description": "Automatic daily backup"
    },
    {
      "id": 499,
      "server": {
        "id": 12345,
        "name": "web-server-01"
      },
      "backup_type": "manual",
      "status": "completed",
      "size_mb": 4456,
      "created_at": "2025-01-14T10:30:00Z",
      "expires_at": null,
      "description": "Pre-update backup"
    },
    {
      "id": 495,
      "server": {
        "id": 12345,
        "name": "web-server-01"
      },
      "backup_type": "automatic",
      "status": "completed",
      "size_mb": 4389,
      "created_at": "2025-01-15T03:00:00Z",
      "expires_at": "2025-02-15T03:00:00Z",
      "description": "Automatic daily backup"
    }
  ]
}`;

export const BACKUP_CREATED_EXAMPLE = `{
  "id": 502,
  "server": {
    "id": 12345,
    "name": "web-server-01"
  },
  "backup_type": "manual",
  "status": "in_progress",
  "size_mb": null,
  "created_at": "2025-01-16T15:45:00Z",
  "expires_at": null,
  "description": "Pre-deployment backup",
  "message": "Backup is being created. This may take several minutes depending on server size."
}`;

/** The request bodies of the same document. */
export const CREATE_REQUEST_EXAMPLE = `{
    "server_id": 12345,
    "description": "Pre-deployment backup"
  }`;

export const RESTORE_REQUEST_EXAMPLE = `{
  "backup_id": 501
}`;

/** Made from the facts of the Servers and Account pages, which show no whole answer. */
export const SERVER_LIST_EXAMPLE = `{
  "count": 1,
  "results": [
    {
      "id": 12345,
      "name": "web-server-01",
      "hostname": "web-server-01.example.net",
      "status": "active",
      "ip_address": "192.0.2.10",
      "location": "amsterdam",
      "plan": { "id": 3, "name": "VPS 4", "vcpus": 4, "memory": 8192, "storage": 160 },
      "os": { "id": 7, "name": "Debian 12" },
      "created_at": "2024-06-01T08:00:00Z",
      "updated_at": "2025-01-16T03:00:00Z"
    }
  ]
}`;

export const ACCOUNT_EXAMPLE = `{
  "account": { "id": 1, "email": "ops@example.net" },
  "token": { "name": "dashboard", "permissions": ["backups:read", "backups:write"] }
}`;
