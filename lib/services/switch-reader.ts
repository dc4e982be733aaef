import type { Actor } from '../domain/change-item'
import { notFound } from '../domain/refusal'
import type { ReaderSwitched } from '../http/schemas/records'
import { addAuditEntry } from '../store/audit'
import { switchReader } from '../store/record-readers'
import { inTransaction } from '../store/sql'
import type { ServiceContext } from './service-context'

/** Turns the reader of one destination on or off: off, nothing is asked there and nothing claimed to be seen. */
export async function switchRecordReader(
  context: ServiceContext,
  actor: Actor,
  id: string,
  isOn: boolean,
): Promise<ReaderSwitched> {
  return inTransaction(context.database.pool, async (sql) => {
    const reader = await switchReader(sql, id, isOn)
    if (reader === null) throw notFound('reader', id)
    await addAuditEntry(sql, {
      actor,
      action: isOn ? 'record-reader.switch-on' : 'record-reader.switch-off',
      subjectType: 'record-reader',
      subjectId: id,
      summary: `Turned looking for records in ${reader.destination} ${isOn ? 'on' : 'off'}.`,
    })
    return { id, destination: reader.destination, isOn }
  })
}
