import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { type ReactNode, useCallback, useState } from 'react';
import { failureSentence } from '../../shared/problem.js';
import { shareText, type VoteView } from '../../shared/vote-types.js';
import { Failure } from '../parts/failure.js';
import { Loading } from '../parts/loading.js';
import { Nothing } from '../parts/nothing.js';
import { SearchBox } from '../parts/search-box.js';
import { useToast } from '../parts/use-toast.js';
import { useTexts } from '../texts/use-texts.js';
import { LinkDialog } from './link-dialog.js';
import { DeliverDialog, MissedDialog, NoticeDialog } from './delivery-dialogs.js';
import { RouteStopCard, type StopAct } from './route-stop-card.js';
import { notePaperReturn, readRoute, type RouteStop } from './vote-calls.js';

const PAGE = 60;
const VIEWS = ['todo', 'twice', 'done', 'all'] as const;
type View = (typeof VIEWS)[number];

const isTwice = (stop: RouteStop): boolean => stop.delivered === undefined && stop.visits.length >= 2;
const fits = (stop: RouteStop, view: View, q: string): boolean => {
  const inView =
    view === 'all' ||
    (view === 'done' ? stop.delivered !== undefined : view === 'twice' ? isTwice(stop) : stop.delivered === undefined);
  return inView && (q === '' || [...stop.parts, ...stop.names].some((text) => text.includes(q)));
};

/** The delivery route over all voting units, by building; made for a phone on the stairs. */
export function DeliveryPart({ vote }: { readonly vote: VoteView }): ReactNode {
  const { voteId } = vote;
  const { t, lang } = useTexts();
  const toast = useToast();
  const cache = useQueryClient();
  const [view, setView] = useState<View>('todo');
  const [q, setQ] = useState('');
  const [shown, setShown] = useState(PAGE);
  const [act, setAct] = useState<{ readonly kind: StopAct | 'notice'; readonly stop?: RouteStop }>();
  const route = useQuery({ queryKey: ['votes', voteId, 'route'], queryFn: () => readRoute(voteId) });
  const search = useCallback((text: string) => {
    setQ(text);
    setShown(PAGE);
  }, []);
  if (route.data === undefined) {
    return route.isError ? <Failure error={route.error} onRetry={() => void route.refetch()} /> : <Loading rows={8} />;
  }
  const stops = route.data;
  const delivered = stops.filter((stop) => stop.delivered !== undefined).length;
  const twice = stops.filter(isTwice).length;
  const found = stops.filter((stop) => fits(stop, view, q));
  const changed = (): void => {
    setAct(undefined);
    void cache.invalidateQueries({ queryKey: ['votes', voteId] });
  };
  const noted = (stop: RouteStop): void => {
    toast.success(t('delivery.noted', { part: stop.parts.join('、') }));
    changed();
  };
  const takeBack = async (stop: RouteStop): Promise<void> => {
    try {
      const { state } = await notePaperReturn(voteId, stop.unit);
      if (state === 'duplicate') toast.error(t('delivery.paperDouble'));
      else toast.success(t('delivery.paperNoted'));
      changed();
    } catch (error) {
      toast.error(failureSentence(error, lang));
    }
  };
  return (
    <>
      <div className="yz-route-head">
        <p>
          <strong>
            {t('delivery.progress', { n: delivered, all: stops.length, share: shareText(delivered, stops.length) })}
          </strong>
          {vote.state === 'prepared' && delivered < stops.length && (
            <span className="yz-soft"> {t('delivery.openWhen')}</span>
          )}
        </p>
        <progress max={stops.length} value={delivered} aria-label={t('votes.tab.delivery')} />
      </div>
      <div className="yz-route-tools">
        <Segmented
          aria-label={t('delivery.filter')}
          value={view}
          options={VIEWS.map((one) => ({ value: one, label: t(`delivery.${one}`) }))}
          onChange={(next) => {
            setView(next);
            setShown(PAGE);
          }}
        />
        <SearchBox label={t('delivery.search')} value={q} onSearch={search} />
        {twice > 0 && (
          <Button type="primary" onClick={() => setAct({ kind: 'notice' })}>
            {t('delivery.byNotice', { n: twice })}
          </Button>
        )}
      </div>
      {found.length === 0 && <Nothing title={t('delivery.none')} hint={t('delivery.noneHint')} />}
      {buildingsOf(found.slice(0, shown)).map(({ building, list }) => (
        <section key={building} aria-label={building}>
          <h2 className="yz-route-building">
            {/^\d+$/.test(building) ? t('delivery.building', { n: building }) : t('delivery.other')}
          </h2>
          <ul className="yz-route">
            {list.map((stop) => (
              <RouteStopCard
                key={stop.unit}
                vote={vote}
                stop={stop}
                onAct={(kind) => (kind === 'paper' ? void takeBack(stop) : setAct({ kind, stop }))}
              />
            ))}
          </ul>
        </section>
      ))}
      {found.length > shown && (
        <Button block onClick={() => setShown(shown + PAGE)}>
          {t('delivery.more', { n: Math.min(PAGE, found.length - shown) })}
        </Button>
      )}
      {act?.kind === 'notice' && (
        <NoticeDialog
          voteId={voteId}
          onClose={() => setAct(undefined)}
          onDone={(n) => {
            toast.success(t('delivery.byNoticeDone', { n }));
            changed();
          }}
        />
      )}
      {act?.stop !== undefined && act.kind === 'deliver' && (
        <DeliverDialog voteId={voteId} stop={act.stop} onClose={() => setAct(undefined)} onDone={noted} />
      )}
      {act?.stop !== undefined && act.kind === 'missed' && (
        <MissedDialog voteId={voteId} stop={act.stop} onClose={() => setAct(undefined)} onDone={noted} />
      )}
      {act?.stop !== undefined && act.kind === 'link' && (
        <LinkDialog voteId={voteId} stop={act.stop} onClose={changed} onDone={noted} />
      )}
    </>
  );
}

/** Stops by building: what stands before the first dash of the first part. */
function buildingsOf(
  stops: readonly RouteStop[],
): readonly { readonly building: string; readonly list: readonly RouteStop[] }[] {
  const buildings = new Map<string, RouteStop[]>();
  for (const stop of stops) {
    const building = stop.parts[0]?.split('-')[0] ?? '';
    const list = buildings.get(building) ?? [];
    list.push(stop);
    buildings.set(building, list);
  }
  return [...buildings].map(([building, list]) => ({ building, list }));
}
