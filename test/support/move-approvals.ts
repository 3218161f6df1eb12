/** How an approval names a time that it is for. */
const sealed = (column: string) =>
  `to_char(request.${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/**
 * A test that moves requests' times in the database, as if time had gone by, moves what their approvals
 * since the last word about the time are for as well: to the times that the requests have by then.
 */
export const MOVE_APPROVALS = `
  update change_request_events event
  set seal = left(seal, 43) || ' ' || ${sealed('apply_at')} || ' ' || ${sealed('not_later_than')}
  from change_requests request
  where request.id = event.request_id and length(seal) > 43 and request.apply_at is not null
    and event.id > (select coalesce(max(other.id), 0) from change_request_events other
      where other.request_id = request.id and other.type in ('scheduled', 'unscheduled'))`
